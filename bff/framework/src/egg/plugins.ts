/** The plugins Egg 4 turns on by itself. */
export const eggPlugins = [
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
