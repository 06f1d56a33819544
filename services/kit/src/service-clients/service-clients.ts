import { stableTag, type Tag } from '@portico/release'
import { readTrustedHosts, serviceUrl } from '../address.ts'
import { ContextSigner } from '../context-signer.ts'
import { Directory } from './directory.ts'
import { ServiceClient } from './service-client.ts'

/** The other services, as one service sees them: where they are, and how to call them. Without a signer nothing is signed. */
export class ServiceClients {
  readonly directory: Directory
  readonly #env: NodeJS.ProcessEnv
  readonly #signer: ContextSigner

  constructor(env: NodeJS.ProcessEnv, signer = new ContextSigner(null), hosts = readTrustedHosts(env)) {
    this.directory = new Directory(hosts)
    this.#env = env
    this.#signer = signer
  }

  /** `defaultPort` is where the service is when neither a setting nor the directory says so. */
  connect(name: string, defaultPort: number, { timeoutMs }: { timeoutMs?: number } = {}): ServiceClient {
    const url = serviceUrl(this.#env, name, defaultPort)
    return new ServiceClient({
      name,
      originsOf: (tag, isBreaking) => this.#originsOf(name, url, tag, isBreaking),
      signer: this.#signer,
      note: (origin, isFailure) => this.directory.note(name, origin, isFailure),
      ...(timeoutMs ? { timeoutMs } : {}),
    })
  }

  /** In the order of trying. The last is always there, but where nothing except the tag will do. */
  #originsOf(name: string, url: string, tag: Tag, isBreaking: boolean): string[] {
    if (isBreaking) return [this.directory.find(name, tag)?.url ?? []].flat()
    const tags = new Set([tag, stableTag])
    const found = [...tags].flatMap(each => {
      const first = this.directory.find(name, each)?.url
      if (first === undefined) return []
      return [first, this.directory.findOther(name, each, first)?.url ?? []].flat()
    })
    return [...new Set([...found, new URL(url).origin])]
  }
}
