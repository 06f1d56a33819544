import { stableTag, type Tag } from '@portico/release'
import { ContextSigner } from '../context-signer.ts'
import { Directory } from './directory.ts'
import { ServiceClient } from './service-client.ts'

/** The other services, as one service sees them: where they are, and how to call them. */
export class Neighbours {
  readonly directory = new Directory()
  readonly #env: NodeJS.ProcessEnv
  readonly #signer: ContextSigner

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env
    this.#signer = new ContextSigner(env)
  }

  /** `defaultPort` is where the service is when neither a setting nor the directory says so. */
  connect(name: string, defaultPort: number, { timeoutMs }: { timeoutMs?: number } = {}): ServiceClient {
    const url = serviceUrl(this.#env, name, defaultPort)
    return new ServiceClient({
      name,
      originsOf: (tag, isStrict) => this.#originsOf(name, url, tag, isStrict),
      signer: this.#signer,
      ...(timeoutMs ? { timeoutMs } : {}),
    })
  }

  /** In the order of trying. The last is always there, but where nothing except the tag will do. */
  #originsOf(name: string, url: string, tag: Tag, isStrict: boolean): string[] {
    if (isStrict) return [this.directory.find(name, tag)?.url ?? []].flat()
    const tags = new Set([tag, stableTag])
    const found = [...tags].flatMap(each => this.directory.find(name, each)?.url ?? [])
    return [...new Set([...found, new URL(url).origin])]
  }
}

/** `<NAME>_URL`, else the service's port on this machine. */
function serviceUrl(env: NodeJS.ProcessEnv, name: string, defaultPort: number): string {
  const variable = name.toUpperCase()
  return env[`${variable}_URL`] ?? `http://127.0.0.1:${env[`${variable}_PORT`] ?? defaultPort}`
}
