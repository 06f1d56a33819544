/** Why a role does not start: lines that each begin with a code. */
export class RoleFault extends Error {
  readonly exitCode: number

  constructor(lines: string, exitCode = 1) {
    super(lines)
    this.exitCode = exitCode
  }
}
