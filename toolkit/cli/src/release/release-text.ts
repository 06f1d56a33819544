import { type Constraint, MEMBER_LISTS, type Overlay, type Release } from '@portico/release'
import { formatCount } from '../output/format.ts'
import { formatPercent } from '../output/percent.ts'

const LIST_WORDS = { allow: 'allowed', block: 'blocked', left: 'left', joined: 'joined' } as const

/** Such as `sales@1.5.0, service sales -> gray`. */
export function describeOverlay({ apps, services, shared = {} }: Overlay): string {
  return [
    ...Object.entries(apps).map(([name, version]) => `${name}@${version}`),
    ...Object.entries(shared).map(([name, version]) => `shared ${name}@${version}`),
    ...Object.entries(services).map(([name, tag]) => `service ${name} -> ${tag}`),
  ].join(', ')
}

/** Such as `1 %, 2 tenants allowed`. */
export function describeAudience({ percentBp, keptBp, lists, constraints }: Release): string {
  const kept = keptBp > percentBp ? ` (who came in up to ${formatPercent(keptBp)} stays)` : ''
  const members = MEMBER_LISTS.flatMap(list => {
    const { count } = lists[list]
    return count === 0 ? [] : [`${formatCount(count, 'tenant')} ${LIST_WORDS[list]}`]
  })
  return [`${formatPercent(percentBp)}${kept}`, ...members, ...constraints.map(describeConstraint)].join(', ')
}

function describeConstraint(constraint: Constraint): string {
  const { attribute, operator } = constraint
  const value = 'values' in constraint ? constraint.values.join('|') : constraint.value
  return `${attribute} ${operator} ${value}`
}

export function describeRelease(release: Release): string[] {
  return [
    `${release.title.en || describeOverlay(release.overlay)} (${release.id})`,
    `  state     ${release.state}${release.breaking ? ', breaking' : ''}`,
    `  overlay   ${describeOverlay(release.overlay)}`,
    `  audience  ${describeAudience(release)}`,
  ]
}
