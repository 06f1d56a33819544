import { type AppDefinition, type Manifest, PROTOCOL } from '@portico/micro-app/manifest'

type ArtifactMetadata =
  | 'schema'
  | 'protocol'
  | 'name'
  | 'version'
  | 'title'
  | 'icon'
  | 'base'
  | 'menu'
  | 'order'
  | 'contributes'
  | 'permissions'
  | 'events'
  | 'slots'
  | 'requires'
  | 'keepAlive'
  | 'sharedStorage'
  | 'isolation'

/** What the manifest says of an app however it was built. */
export function describeApp(app: AppDefinition, version: string): Pick<Manifest, ArtifactMetadata> {
  const { name, title, icon, base, menu, order, contributes, shared = {}, keepAlive = true } = app
  const { sharedStorage, isolation, permissions, events, slots } = app
  const known = {
    schema: 1,
    protocol: PROTOCOL,
    name,
    version,
    title,
    icon,
    base,
    menu,
    requires: { shared },
    keepAlive,
  } as const
  return {
    ...known,
    ...(order !== undefined && { order }),
    ...(sharedStorage !== undefined && { sharedStorage }),
    ...(contributes !== undefined && { contributes }),
    ...(events !== undefined && { events }),
    ...(slots !== undefined && { slots }),
    ...(isolation !== undefined && { isolation }),
    ...(permissions !== undefined && { permissions }),
  }
}
