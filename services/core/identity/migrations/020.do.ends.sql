-- What has an end and is cleared for tenants that never come back too (`sessions/ends.ts`).
call portico_swept('session');
create index session_ended on session (created_at);
call portico_swept('access_change');
create index access_change_ended on access_change (changed_at);
call portico_swept('pending_login');
create index pending_login_ended on pending_login (expires_at);
call portico_swept('sso_attempt');
create index sso_attempt_ended on sso_attempt (expires_at);
call portico_swept('known_browser');
create index known_browser_ended on known_browser (expires_at);
call portico_swept('password_link');
create index password_link_ended on password_link (expires_at);
call portico_swept('throttle');
create index throttle_ended on throttle (forget_at);
call portico_swept('audit_entry');
create index audit_entry_ended on audit_entry (at);
