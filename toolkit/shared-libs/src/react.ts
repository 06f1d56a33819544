import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { SharedLibrary } from './library.ts'

/** React comes as CommonJS: its names must be spelled out, because a browser cannot see them. */
export const react: SharedLibrary = {
  name: 'react',
  requires: {},
  listSpecifiers: () => ['react', 'react-dom', 'react-dom/client', 'react/jsx-runtime'],
  createEntry(specifier, root) {
    const names = Object.keys(createRequire(join(root, 'package.json'))(specifier))
    return [
      `import library from '${specifier}'`,
      'export default library',
      `export const { ${names.filter(name => name !== 'default').join(', ')} } = library`,
    ].join('\n')
  },
}
