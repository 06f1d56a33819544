import { join } from 'node:path'
import { type BuildOptions, buildStaleVariant } from '@portico/artifacts'
import smallHeap from '../../bootstrap/launcher-flags.json' with { type: 'json' }
import { startChild } from './child.ts'
import { ProductPart } from './part.ts'
import { type LaunchEnvironment, serviceEnv, urlVariables } from './parts.ts'
import { servicePort } from './ports.ts'

/** The next version of sales, which runs beside the present one so that a release has something to bring to a tenant. */
const GRAY = { name: 'sales', tag: 'gray', version: '1.5.0', features: ['waiting-days'] }

/** Answers the version that the app's build has. */
export function buildGrayApp(options: BuildOptions): Promise<string> {
  return buildStaleVariant(GRAY, options)
}

/** Not a part the product leans on: null, and a line at the terminal, when it cannot start. */
export async function startGrayService(
  environment: LaunchEnvironment,
  urls: Record<string, string>,
): Promise<ProductPart | null> {
  const { name, tag, version, features } = GRAY
  const dir = join(environment.settings.root, 'services/business', name)
  const env = {
    ...serviceEnv(environment, [name]),
    ...urlVariables(urls),
    SALES_PORT: String(servicePort('sales_gray', process.env)),
    PORTICO_TAG: tag,
    PORTICO_VERSION: version,
    PORTICO_FEATURES: features.join(','),
  }
  const script = join(dir, 'src/main.ts')
  const modules = [join(dir, 'src/service.ts')]
  // It serves a few tenants at most, and rests as the launcher does.
  const program = { script, cwd: dir, env, nodeFlags: smallHeap, modules }
  const { stopAsked } = environment
  try {
    const { part } = await ProductPart.start(options =>
      startChild(`${name}-${tag}`, program, { ...options, stopAsked }),
    )
    return part
  } catch (error) {
    stopAsked.throwIfAborted()
    console.error(`${error instanceof Error ? error.message : error}. The product runs without it.`)
    return null
  }
}
