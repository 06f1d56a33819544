import { SALE_STATUSES } from './state.ts'

/**
 * The one place that says what a sale is, for figures and lists alike: drafts and cancelled orders are none; a credit note
 * is one with its negative total.
 */
export const IS_SALE = `status in (${SALE_STATUSES.map(status => `'${status}'`).join(', ')})`
