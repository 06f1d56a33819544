import { defineMessages } from '@portico/shared-ui'
import { errorCodeOf, useErrorText, useMessages } from '@portico/shared-ui/react'
import { useCallback } from 'react'
import type { ImportDetail } from './use-import.ts'

/** Codes by which an upload, a check or a whole job is refused. */
const importErrorMessages = defineMessages({
  en: {
    FILE_TOO_LARGE: 'The file is larger than 50 MB. Split it, and import the parts one after the other.',
    FILE_EMPTY: 'The file is empty.',
    FILE_UNREADABLE: 'The file cannot be read as CSV. Save it as CSV (UTF-8) and try again.',
    MAPPING_INVALID: 'The columns chosen do not fit the file.',
    IMPORT_STATE: 'This import has moved on in the meantime. Reload the page to see where it is.',
    NORTHWIND_COLUMNS_MISSING: 'One of these files is not the Northwind file its name says.',
    NORTHWIND_INCOMPLETE:
      'Several files are joined only as the Northwind set. Choose orders, order_details, products and customers together.',
  },
  'zh-CN': {
    FILE_TOO_LARGE: '文件超过 50 MB，请拆分后逐个导入。',
    FILE_EMPTY: '文件是空的。',
    FILE_UNREADABLE: '无法按 CSV 读取文件，请另存为 CSV (UTF-8) 后重试。',
    MAPPING_INVALID: '所选的列与文件不符。',
    IMPORT_STATE: '该导入的状态已改变，请刷新页面查看。',
    NORTHWIND_COLUMNS_MISSING: '其中有文件与其名称所示的 Northwind 文件不符。',
    NORTHWIND_INCOMPLETE:
      '多个文件仅支持 Northwind 数据集，请同时选择 orders、order_details、products 和 customers。',
  },
})

/** What can be wrong with a row; the service's English stands in for a code not known here. */
const problemMessages = defineMessages({
  en: {
    VALUE_MISSING: 'A value is missing',
    NUMBER_INVALID: 'Not a number',
    DATE_INVALID: 'Not a date in the chosen order',
    PRICE_NEGATIVE: 'The price is negative',
    QUANTITY_ZERO: 'The quantity is 0',
    DISCOUNT_INVALID: 'The discount is not between 0 and 1',
    VALUE_TOO_LONG: 'The value is too long',
    ROW_MALFORMED: 'The row has another number of columns than the header',
  },
  'zh-CN': {
    VALUE_MISSING: '缺少内容',
    NUMBER_INVALID: '不是数字',
    DATE_INVALID: '不是所选顺序的日期',
    PRICE_NEGATIVE: '单价为负',
    QUANTITY_ZERO: '数量为 0',
    DISCOUNT_INVALID: '折扣不在 0 到 1 之间',
    VALUE_TOO_LONG: '内容过长',
    ROW_MALFORMED: '该行的列数与标题行不同',
  },
})

export function useImportErrorText(): (error: unknown) => string {
  const t: Record<string, string> = useMessages(importErrorMessages)
  const textOf = useErrorText()
  return useCallback(error => t[errorCodeOf(error)] ?? textOf(error), [t, textOf])
}

export function useProblemText(): (problem: ImportDetail['problems'][number]) => string {
  const t: Record<string, string> = useMessages(problemMessages)
  return useCallback(({ code, message }) => t[code] ?? message, [t])
}

/** Why a job failed as a whole. */
export function useFailureText(): (failure: { code: string; message: string }) => string {
  const t: Record<string, string> = useMessages(importErrorMessages)
  return useCallback(({ code, message }) => t[code] ?? message, [t])
}
