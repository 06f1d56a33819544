import type { Manifest } from '@portico/micro-app/manifest'
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

/** What of an app's manifest the gateway itself leans on; the rest is between build and shell. */
const AppManifest = Type.Object({
  schema: Type.Literal(1),
  name: Name,
  version: Version,
  entry: Type.String(),
  css: Type.Array(Type.String()),
  preload: Type.Array(Type.String()),
  base: Type.String({ pattern: '^/[a-z]' }),
  menu: Type.Array(Type.Object({ path: Type.String(), permission: Type.Optional(Type.String()) })),
  operations: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), body: Type.String() })),
  requires: Type.Object({ shared: Texts }),
  imports: Type.Optional(Type.Array(Type.String())),
  own: Type.Optional(Type.Record(Type.String(), Texts)),
})

/** Libraries several apps import by name; see `exports`: bare specifier -> file. */
const SharedManifest = Type.Object({
  schema: Type.Literal(1),
  name: Name,
  version: Version,
  exports: Texts,
  imports: Type.Optional(Type.Record(Type.String(), Type.Array(Type.String()))),
  requires: Type.Optional(Type.Object({ shared: Texts })),
  integrity: Texts,
})

/** The shell's build may say which libraries it would share. */
const ShellManifest = Type.Object({
  requires: Type.Object({ shared: Texts }),
  imports: Type.Optional(Type.Array(Type.String())),
  own: Type.Optional(Type.Record(Type.String(), Texts)),
})

export type CurrentSet = Type.Static<typeof CurrentSet>
export type AppManifest = Manifest & Type.Static<typeof AppManifest>
export type SharedManifest = Type.Static<typeof SharedManifest>
export type ShellManifest = Type.Static<typeof ShellManifest>

export function parseCurrentSet(value: unknown): CurrentSet {
  return checkAnswer(CurrentSet, value)
}

export function parseAppManifest(value: unknown): AppManifest {
  return checkAnswer(AppManifest, value) as AppManifest
}

export function parseSharedManifest(value: unknown): SharedManifest {
  return checkAnswer(SharedManifest, value)
}

export function parseShellManifest(value: unknown): ShellManifest {
  return checkAnswer(ShellManifest, value)
}

/** Where an artifact's files are served; ends with a slash. */
export function artifactUrl(name: string, version: string): string {
  return `/a/${name}/${version}/`
}
