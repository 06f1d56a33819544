/** The plugins Egg 4 turns on by itself. */
export const EGG_PLUGINS = [
  'onerror',
  'session',
  'i18n',
  'watcher',
  'multipart',
  'security',
  'development',
  'logrotator',
  'schedule',
  'static',
  'jsonp',
  'view',
] as const
