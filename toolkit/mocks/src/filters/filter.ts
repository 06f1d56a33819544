/** Stands between who calls and who answers: passes the call on, or answers it itself. */
export type Filter<Call, Answer> = (call: Call, next: (call: Call) => Promise<Answer>) => Promise<Answer>

/** The filters in their order, and behind them what answers. */
export function withFilters<Call, Answer>(
  filters: readonly Filter<Call, Answer>[],
  answer: (call: Call) => Promise<Answer>,
): (call: Call) => Promise<Answer> {
  return filters.reduceRight<(call: Call) => Promise<Answer>>(
    (next, filter) => call => filter(call, next),
    answer,
  )
}
