export { exportMessages } from './export/export.messages.ts'
export { type ExportFormat, saveExport } from './export/save-export.ts'
export { type DecimalText, isDecimalText } from './format/decimal.ts'
export { formatFileSize } from './format/file-size.ts'
export { createFormats, type Formats } from './format/formats.ts'
export { addMonths, dayOfMonth, type Month, monthOfDay } from './format/month.ts'
export { formatInteger, formatMoney, formatPercent, formatQuantity } from './format/number.ts'
export {
  dayInZone,
  formatDate,
  formatDateTime,
  formatDay,
  formatMonth,
  formatRelativeMonth,
} from './format/time.ts'
export { type AttemptKeys, createAttemptKeys, randomKey } from './input/attempt-keys.ts'
export { parseTypedDecimal } from './input/typed-decimal.ts'
export { errorMessages } from './messages/error-messages.ts'
export { errorCodeOf, errorText } from './messages/error-text.ts'
export { defineMessages, type Messages } from './messages/messages.ts'
export { DARK_PALETTE, LIGHT_PALETTE, type Palette } from './palette.ts'
export { healFailedReads, isRefusedQuestion, isWorthRetrying, queryDefaults } from './reads.ts'
