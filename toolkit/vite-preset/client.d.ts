/** For sub-apps: `"types": ["vite/client", "@portico/vite-preset/client"]`. */
interface ImportMetaEnv {
  /** Known when the app is built: `'on'` for what `PORTICO_FEATURES` names, as `WAITING_DAYS` for `waiting-days`. */
  readonly [feature: `PORTICO_FEATURE_${string}`]: 'on' | 'off'
}
