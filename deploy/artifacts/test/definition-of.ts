const title = { 'zh-CN': '应用', en: 'App' }

/** The text of a `portico.app.ts`. */
export function definitionOf(fields: object): string {
  const definition = { title, icon: 'app', menu: [{ path: '/', title }], ...fields }
  return `export default ${JSON.stringify(definition)}\n`
}
