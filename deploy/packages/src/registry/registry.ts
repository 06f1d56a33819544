import type { Npm, NpmAnswer } from './npm.ts'
import { RegistryError } from './registry-error.ts'

const SCOPE = '@portico'
const NETWORK =
  /^(?:ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT|ERR_INVALID_URL|.*CERT.*|UNABLE_\w+|E50[234])$/
/** The registry has the version by now. */
const CONFLICT = /^(?:EPUBLISHCONFLICT|E409)$|cannot publish over|already (?:present|exists)/i
/** One more try, soon: npm's own waits are of a minute. */
const PATIENCE = ['--fetch-retries=1', '--fetch-retry-mintimeout=500', '--fetch-timeout=60000']

/** A registry as npm knows it. */
export class Registry {
  /** Left out: the one that npm is configured with. */
  readonly #url: string | undefined
  readonly #npm: Npm

  constructor(npm: Npm, url?: string) {
    if (url !== undefined && !/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
      throw new RegistryError('REGISTRY_INVALID', `"${url}" is no address of a registry.`)
    this.#npm = npm
    this.#url = url
  }

  /** For people. */
  get label(): string {
    return this.#url ?? 'the registry npm is configured with'
  }

  async has(name: string, version: string): Promise<boolean> {
    const answer = await this.#run(['view', `${name}@${version}`, 'version'])
    // A package without this version is an answer without a text.
    if (answer.isGood) return answer.stdout.trim() !== ''
    if (codeOf(answer) === 'E404') return false
    throw this.#failed(answer, `asked for ${name}@${version}`)
  }

  /** `published`, or `there` where another run was faster. */
  async publish(archive: string, name: string): Promise<'published' | 'there'> {
    const answer = await this.#run(['publish', archive, '--access', 'public'])
    if (answer.isGood) return 'published'
    if (CONFLICT.test(codeOf(answer)) || CONFLICT.test(textOf(answer))) return 'there'
    throw this.#failed(answer, `given ${name}`)
  }

  #run(args: readonly string[]): Promise<NpmAnswer> {
    // A registry that .npmrc names for the scope would otherwise go before this one.
    const where = this.#url === undefined ? [] : ['--registry', this.#url, `--${SCOPE}:registry=${this.#url}`]
    return this.#npm([...args, '--json', ...PATIENCE, ...where])
  }

  #failed(answer: NpmAnswer, asked: string): RegistryError {
    const code = codeOf(answer)
    const said = textOf(answer) || code
    const where = `${this.label}, ${asked}`
    if (/^(?:ENEEDAUTH|E401)$/.test(code))
      return new RegistryError('REGISTRY_LOGIN', `${where}, asks for a log-in (${said}).`)
    if (code === 'E403') return new RegistryError('REGISTRY_REFUSED', `${where}, refuses: ${said}`)
    if (NETWORK.test(code))
      return new RegistryError('REGISTRY_UNREACHABLE', `${where}, does not answer: ${said}`)
    return new RegistryError('REGISTRY_FAILED', `${where}, failed: ${said}`)
  }
}

interface NpmFailure {
  code?: string
  summary?: string
}

function codeOf(answer: NpmAnswer): string {
  return failureOf(answer).code ?? /npm (?:error|ERR!) code (\S+)/.exec(answer.stderr)?.[1] ?? ''
}

function textOf(answer: NpmAnswer): string {
  return failureOf(answer).summary?.trim() || answer.stderr.trim().slice(-1000)
}

/** npm writes what failed as JSON to the one stream or the other, with lines of its own around it. */
function failureOf({ stdout, stderr }: NpmAnswer): NpmFailure {
  for (const text of [stdout, stderr]) {
    try {
      const { error } = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as {
        error?: NpmFailure
      }
      if (error !== undefined) return error
    } catch {
      // The other stream may have it.
    }
  }
  return {}
}
