import type { Baseline, Overlay } from '@portico/release'

/** Whether all that a release brought is (still) what the baseline has. */
export function isInForce(overlay: Overlay, { shell, apps, services, shared }: Baseline): boolean {
  const versions: Record<string, string> = { ...apps, shell }
  return (
    Object.entries(overlay.apps).every(([name, version]) => versions[name] === version) &&
    Object.entries(overlay.shared ?? {}).every(([name, version]) => shared[name] === version) &&
    Object.entries(overlay.services).every(([name, tag]) => (services[name] ?? 'stable') === tag)
  )
}
