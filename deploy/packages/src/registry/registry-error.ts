type RegistryErrorCode =
  | 'REGISTRY_UNREACHABLE'
  | 'REGISTRY_LOGIN'
  | 'REGISTRY_REFUSED'
  | 'REGISTRY_FAILED'
  | 'REGISTRY_INVALID'

const ADVICE: Readonly<Record<RegistryErrorCode, string>> = {
  REGISTRY_UNREACHABLE: 'Look at the address, the network and the proxy; then run the same command again.',
  REGISTRY_LOGIN:
    'Log in with "npm login --scope=@portico --registry <address>", or put a token into .npmrc; then run the same command again.',
  REGISTRY_REFUSED: 'This user may not publish there: the registry must grant it the scope @portico.',
  REGISTRY_FAILED:
    'What npm said stands above. What was published stays; the same command goes on from there.',
  REGISTRY_INVALID: 'Give the address of a registry, such as --registry https://npm.example.com/.',
}

/** The registry did not do what it was asked for. */
export class RegistryError extends Error {
  readonly code: RegistryErrorCode
  readonly advice: string

  constructor(code: RegistryErrorCode, message: string) {
    super(message)
    this.name = 'RegistryError'
    this.code = code
    this.advice = ADVICE[code]
  }
}
