import { getLibrary } from '@portico/shared-libs'
import { esmExternalRequirePlugin, type PluginOption } from 'vite'
import { mapAntdImports } from './antd-imports.ts'

/** Leaves the modules of shared libraries out of the build, as bare specifiers for the page's import map. */
export function shareLibraries(names: string[], root: string): PluginOption {
  const external = names.flatMap(name => getLibrary(name).listSpecifiers(root))
  if (external.length === 0) return []
  return [names.includes('antd') ? mapAntdImports(root) : [], esmExternalRequirePlugin({ external })]
}
