import { Type } from 'typebox'
import { checkAnswer } from '../upstream/answer.ts'

const Texts = Type.Record(Type.String(), Type.String())
const Version = Type.String({ pattern: '^[0-9A-Za-z][0-9A-Za-z.+-]*$' })
const Name = Type.String({ pattern: '^[a-z][a-z0-9-]*$' })

const CurrentSet = Type.Object({
  shell: Version,
  apps: Type.Record(Name, Version),
  shared: Type.Record(Name, Version),
})

/** The shell's build may say which libraries it would share. */
const ShellManifest = Type.Object({
  requires: Type.Object({ shared: Texts }),
  imports: Type.Optional(Type.Array(Type.String())),
  own: Type.Optional(Type.Record(Type.String(), Texts)),
})

export type CurrentSet = Type.Static<typeof CurrentSet>
export type ShellManifest = Type.Static<typeof ShellManifest>

export function parseCurrentSet(value: unknown): CurrentSet {
  return checkAnswer(CurrentSet, value)
}

export function parseShellManifest(value: unknown): ShellManifest {
  return checkAnswer(ShellManifest, value)
}

/** Where an artifact's files are served; ends with a slash. `origin` is empty where that is the page's own. */
export function artifactUrl(origin: string, name: string, version: string): string {
  return `${origin}/a/${name}/${version}/`
}
