import { defineMessages } from '@portico/shared-ui'

/** Words about the user's own account: sessions that were ended, and the page of a one-time link. */
export const accountMessages = defineMessages({
  en: {
    account: 'My account',
    welcome: (tenant: string) => `Welcome to ${tenant}`,
    resetTitle: 'Choose a new password',
    welcomeText: (name: string, username: string) =>
      `${name}, choose the password you will log in with. Your user name is ${username}.`,
    newPassword: 'New password',
    repeat: 'The same once more',
    differs: 'The two passwords differ.',
    passwordHint: 'At least 15 characters. Several words that do not belong together are good.',
    setPassword: 'Set password',
    setting: 'Setting…',
    checking: 'Checking the link…',
    doneTitle: 'Your password is set',
    doneText: 'Log in with it now.',
    toLogin: 'Go to log in',
    accessChanged: 'What you may do has changed. Save your work and load the page again.',
    invalidTitle: 'This link does not hold',
    invalidText: 'It was used already, has expired or was revoked. Ask for a new one.',
    retry: 'Try again',
  },
  'zh-CN': {
    account: '我的账号',
    welcome: tenant => `欢迎加入${tenant}`,
    resetTitle: '设置新密码',
    welcomeText: (name, username) => `${name}，请设置登录密码。您的用户名是 ${username}。`,
    newPassword: '新密码',
    repeat: '再次输入新密码',
    differs: '两次输入的密码不一致。',
    passwordHint: '至少 15 个字符，建议使用几个互不相关的词。',
    setPassword: '设置密码',
    setting: '正在设置…',
    checking: '正在检查链接…',
    doneTitle: '密码已设置',
    doneText: '现在可以使用新密码登录。',
    toLogin: '前往登录',
    accessChanged: '您的权限已变更。请保存工作并重新加载页面。',
    invalidTitle: '链接无效',
    invalidText: '链接可能已使用、已过期或已撤回，请索取新链接。',
    retry: '重试',
  },
})

/** Why a session was ended, by reason. */
const endReasonMessages = defineMessages({
  en: {
    LOCKED: 'Your account was locked. Ask an owner of your company.',
    REMOVED: 'Your account was removed. Ask an owner of your company.',
    PASSWORD_CHANGED: 'Your password was changed, so all other sessions ended. Log in with the new one.',
    ENDED_BY_USER: 'You ended this session from another browser.',
    ENDED_BY_ADMIN: 'An administrator of your company ended this session.',
    LOGGED_OUT: 'You logged out.',
    WRONG_PASSWORDS: 'The present password was wrong too often, so this session ended.',
    OTHER: 'This session was ended.',
  },
  'zh-CN': {
    LOCKED: '您的账号已被锁定，请联系企业所有者。',
    REMOVED: '您的账号已被移除，请联系企业所有者。',
    PASSWORD_CHANGED: '您的密码已更改，其他会话均已结束。请使用新密码登录。',
    ENDED_BY_USER: '您已在其他浏览器中结束此会话。',
    ENDED_BY_ADMIN: '企业管理员已结束此会话。',
    LOGGED_OUT: '您已退出登录。',
    WRONG_PASSWORDS: '当前密码错误次数过多，此会话已结束。',
    OTHER: '此会话已结束。',
  },
})

/** Why a password was not set, by reason or code. */
const linkFailureMessages = defineMessages({
  en: {
    TOO_SHORT: 'It is too short.',
    TOO_LONG: 'It is too long.',
    COMMON: 'It is too easy to guess. Take more words, and none of your names.',
    RATE_LIMITED: 'Too many attempts. Wait a few minutes.',
    NETWORK: 'The server cannot be reached. Check your connection.',
    OTHER: 'That did not work. Try again in a moment.',
  },
  'zh-CN': {
    TOO_SHORT: '密码太短。',
    TOO_LONG: '密码太长。',
    COMMON: '密码太容易被猜到，请使用更多词语，且不要包含您的名字。',
    RATE_LIMITED: '尝试次数过多，请几分钟后再试。',
    NETWORK: '无法连接服务器，请检查网络。',
    OTHER: '操作未成功，请稍后重试。',
  },
})

type Locale = keyof typeof accountMessages

/** Why a session was ended; null where it is not known. */
export function endReasonText(locale: Locale, reason: string | null): string {
  const texts: Record<string, string> = endReasonMessages[locale]
  return texts[reason ?? 'OTHER'] ?? endReasonMessages[locale].OTHER
}

/** Why a password was not set, by the refusal's reason or code. */
export function linkFailureText(locale: Locale, code: string): string {
  const texts: Record<string, string> = linkFailureMessages[locale]
  return texts[code] ?? linkFailureMessages[locale].OTHER
}
