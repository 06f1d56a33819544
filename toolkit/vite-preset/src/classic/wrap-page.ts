import type { AppDefinition } from '@portico/micro-app/manifest'
import { Folder, type WrappedBuild, wrapBuild } from '@portico/wrap'

/** Of the project, not of the app. */
const LEFT_OUT =
  /^(?:node_modules|dist|mocks|\..*|package(?:-lock)?\.json|pnpm-lock\.yaml|tsconfig\.json|portico\.app\.ts|vite\.config\.ts)$/

/** A plain HTML page is its own finished build. Throws WrapError. */
export async function wrapPage(
  root: string,
  { name }: AppDefinition,
  version: string,
): Promise<WrappedBuild> {
  return wrapBuild(await Folder.read(root, LEFT_OUT), { name, version })
}
