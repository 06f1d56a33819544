/** Codes of a gateway that runs no operation of an app that is not published, and what makes it run them. */
const MENDS: Readonly<Record<string, string>> = {
  PERSISTED_QUERY_REQUIRED:
    'The baseline runs published operations alone. Put a token with the action develop into PORTICO_TOKEN (an operator makes one: portico token create --actions develop) and start again.',
  DEVELOPER_GRANTS_OFF:
    'The baseline takes no tokens of developers. Its operator switches them on with PORTICO_DEVELOPER_GRANTS=on; or develop against another baseline.',
  FORBIDDEN_SCOPE:
    'The token lacks the action develop, or is for other apps. Ask an operator for one that covers this app.',
  TOKEN_INVALID: 'The baseline does not know the token in PORTICO_TOKEN. An operator makes a new one.',
  TOKEN_EXPIRED: 'The token in PORTICO_TOKEN has expired. An operator makes a new one.',
  TOKEN_REVOKED: 'The token in PORTICO_TOKEN was revoked. An operator makes a new one.',
}

/** Says once for each code why the baseline refused an operation of a local app, and what to do. */
export class RefusedOperations {
  readonly #said = new Set<string>()
  readonly #say: (line: string) => void

  constructor(say: (line: string) => void) {
    this.#say = say
  }

  /** `body`: JSON of an answer of `/graphql`. */
  look(body: string): void {
    for (const code of codesOf(body)) {
      const mend = MENDS[code]
      if (mend === undefined || this.#said.has(code)) continue
      this.#said.add(code)
      this.#say(`${code}: an operation was refused. ${mend}`)
    }
  }
}

function codesOf(body: string): string[] {
  try {
    const { errors } = JSON.parse(body) as { errors?: { extensions?: { code?: string } }[] }
    return errors?.flatMap(({ extensions }) => extensions?.code ?? []) ?? []
  } catch {
    return []
  }
}
