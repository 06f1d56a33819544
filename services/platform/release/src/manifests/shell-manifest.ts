import Type, { type Static } from 'typebox'
import { Check } from 'typebox/value'
import { artifactProblems } from './problems.ts'

const Texts = Type.Record(Type.String(), Type.String())
const ShellManifest = Type.Object({
  name: Type.Literal('shell'),
  version: Type.String(),
  requires: Type.Object({ shared: Texts }),
  imports: Type.Optional(Type.Array(Type.String())),
  own: Type.Optional(Type.Record(Type.String(), Texts)),
  integrity: Texts,
})

/** Of an uploaded shell: what the gateway reads, and beside it name, version and hashes. Throws MANIFEST_INVALID. */
export function parseShellManifest(value: unknown): Static<typeof ShellManifest> {
  if (Check(ShellManifest, value)) return value
  throw artifactProblems.MANIFEST_INVALID(
    'expected requires.shared, and name, version and integrity of the shell',
  )
}
