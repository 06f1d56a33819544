import type { Audience, Constraint } from '@portico/release'

/** A condition as it is being typed. */
export interface ConditionDraft {
  /** Of the list on the page; says nothing about content. */
  key: string
  attribute: Constraint['attribute']
  operator: Constraint['operator']
  /** Of plan and region. */
  values: string[]
  /** Of createdAt, YYYY-MM-DD or empty. */
  day: string
}

/** The part of an audience that is rules and not lists, as it is being typed. */
export interface AudienceDraft {
  /** Digits, in hundredths of a percent. */
  percentBp: string
  conditions: ConditionDraft[]
  isOpenToJoin: boolean
  /** With a lower percentage: who came in by it goes out. */
  evict: boolean
}

export interface AudienceProblems {
  percentBp: boolean
  /** Keys of the conditions without a value. */
  conditions: Set<string>
}

export const EMPTY_AUDIENCE: AudienceDraft = {
  percentBp: '0',
  conditions: [],
  isOpenToJoin: false,
  evict: false,
}

export function draftOf(
  audience: Pick<Audience, 'percentBp' | 'constraints'> & { isOpenToJoin: boolean },
): AudienceDraft {
  return {
    percentBp: String(audience.percentBp),
    conditions: audience.constraints.map(conditionOf),
    isOpenToJoin: audience.isOpenToJoin,
    evict: false,
  }
}

/** A fresh condition, its key unlike those on the page. */
export function newCondition(others: readonly ConditionDraft[]): ConditionDraft {
  const last = Math.max(0, ...others.map(({ key }) => Number(key)))
  return { key: String(last + 1), attribute: 'plan', operator: 'in', values: [], day: '' }
}

/** The comparisons an attribute knows, the first one for a fresh condition. */
export function operatorsOf(attribute: Constraint['attribute']): Constraint['operator'][] {
  return attribute === 'createdAt' ? ['before', 'after'] : ['in', 'not-in']
}

/** Basis points, or null for what is none. */
export function basisPointsOf(text: string): number | null {
  if (!/^\d{1,5}$/.test(text.trim())) return null
  const points = Number(text)
  return points <= 10_000 ? points : null
}

export function checkAudience({ percentBp, conditions }: AudienceDraft): AudienceProblems {
  const unfinished = conditions.filter(each =>
    each.attribute === 'createdAt' ? !each.day : each.values.length === 0,
  )
  return {
    percentBp: basisPointsOf(percentBp) === null,
    conditions: new Set(unfinished.map(({ key }) => key)),
  }
}

export function hasAudienceProblems(problems: AudienceProblems): boolean {
  return problems.percentBp || problems.conditions.size > 0
}

/** What is finished of the conditions. */
export function constraintsOf({ conditions }: AudienceDraft): Constraint[] {
  return conditions.flatMap(({ attribute, operator, values, day }): Constraint[] => {
    if (attribute === 'createdAt') {
      if (day === '') return []
      return [
        { attribute, operator: operator === 'after' ? 'after' : 'before', value: `${day}T00:00:00.000Z` },
      ]
    }
    return values.length === 0
      ? []
      : [{ attribute, operator: operator === 'not-in' ? 'not-in' : 'in', values }]
  })
}

function conditionOf(constraint: Constraint, index: number): ConditionDraft {
  const { attribute, operator } = constraint
  const key = String(index + 1)
  if (attribute === 'createdAt')
    return { key, attribute, operator, values: [], day: constraint.value.slice(0, 10) }
  return { key, attribute, operator, values: constraint.values, day: '' }
}
