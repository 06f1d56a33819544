import { existsSync } from 'node:fs'
import type { Service } from '@portico/service-kit'

const SERVICES = new URL('../../../services/', import.meta.url)
/** Folders of `services` that hold some. */
const GROUPS = ['core', 'business', 'platform']

/** By its name, which is that of its folder: a process loads the services it runs and no other. */
export async function loadService(name: string): Promise<Service> {
  const files = GROUPS.map(group => new URL(`${group}/${name}/src/index.ts`, SERVICES))
  const file = files.find(url => existsSync(url))
  if (!file) throw new Error(`No folder of services/ holds ${name}`)
  const { service }: { service: Service } = await import(file.href)
  return service
}
