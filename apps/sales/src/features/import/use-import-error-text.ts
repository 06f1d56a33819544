import { GraphError } from '@portico/micro-app'
import { defineMessages } from '@portico/shared-ui'
import { errorCodeOf, useErrorText, useMessages } from '@portico/shared-ui/react'
import { useCallback } from 'react'
import { fileKindOf } from './import-failure.ts'
import type { ImportDetail } from './use-import.ts'

/** Codes by which an upload, a check or a whole job is refused. */
const importErrorMessages = defineMessages({
  en: {
    UPLOADS_BUSY:
      'Several files of your company are arriving already. Wait for them, then choose this one again.',
    FILE_TOO_LARGE: 'The file is larger than 50 MB. Split it, and import the parts one after the other.',
    FILE_EMPTY: 'The file holds no rows of data.',
    FILE_UNREADABLE:
      'The file cannot be read. Open it in a spreadsheet, save it as .xlsx or CSV (UTF-8), and try again.',
    FILE_ONE_COLUMN:
      'The file has one column. Orders need a number, a date, a product, a quantity and a price: export all columns.',
    FILE_NOT_A_TABLE:
      'This is neither text nor an Excel workbook (.xlsx). Open it in a spreadsheet and save it as .xlsx or CSV (UTF-8).',
    'FILE_NOT_A_TABLE.HTML':
      'This is a web page (an HTML table), whatever its name says. Open it in Excel, choose Save As and take .xlsx or “CSV UTF-8”.',
    'FILE_NOT_A_TABLE.XLS':
      'This is an Excel workbook of before 2007 (.xls). Open it in Excel, choose Save As and take .xlsx or “CSV UTF-8”.',
    'FILE_NOT_A_TABLE.XML':
      'This is XML, such as a spreadsheet of Excel 2003. Open it in Excel, choose Save As and take .xlsx or “CSV UTF-8”.',
    'FILE_NOT_A_TABLE.PDF':
      'This is a PDF. Export the orders as .xlsx or CSV from the program they come from.',
    'FILE_NOT_A_TABLE.ZIP': 'This is a zip archive. Unpack it, and import the file inside.',
    'FILE_NOT_A_TABLE.GZIP': 'This file is packed with gzip. Unpack it, and import the file inside.',
    'FILE_NOT_A_TABLE.RAR': 'This is a RAR archive. Unpack it, and import the file inside.',
    IMPORT_DOUBTS_OPEN: 'A question about the file is still open. Answer it, then start.',
    MAPPING_INVALID: 'The columns chosen do not fit the file.',
    IMPORT_STATE: 'This import has moved on in the meantime. Reload the page to see where it is.',
    NORTHWIND_COLUMNS_MISSING: 'One of these files is not the Northwind file its name says.',
    NORTHWIND_INCOMPLETE:
      'Several files are joined only as the Northwind set. Choose orders, order_details, products and customers together.',
  },
  'zh-CN': {
    UPLOADS_BUSY: '贵企业已有多个文件正在上传，请等待完成后再选择此文件。',
    FILE_TOO_LARGE: '文件超过 50 MB，请拆分后逐个导入。',
    FILE_EMPTY: '文件中没有数据行。',
    FILE_UNREADABLE: '无法读取文件。请用电子表格软件打开，另存为 .xlsx 或 CSV (UTF-8) 后重试。',
    FILE_ONE_COLUMN: '文件只有一列。订单需要单据号、日期、商品、数量和单价，请导出所有列。',
    FILE_NOT_A_TABLE:
      '文件既不是文本也不是 Excel 工作簿（.xlsx）。请用电子表格软件打开，另存为 .xlsx 或 CSV (UTF-8)。',
    'FILE_NOT_A_TABLE.HTML':
      '这是网页（HTML 表格），与文件名无关。请用 Excel 打开，选择“另存为”，保存为 .xlsx 或“CSV UTF-8”。',
    'FILE_NOT_A_TABLE.XLS':
      '这是 2007 年以前的 Excel 工作簿（.xls）。请用 Excel 打开，选择“另存为”，保存为 .xlsx 或“CSV UTF-8”。',
    'FILE_NOT_A_TABLE.XML':
      '这是 XML，例如 Excel 2003 的表格。请用 Excel 打开，选择“另存为”，保存为 .xlsx 或“CSV UTF-8”。',
    'FILE_NOT_A_TABLE.PDF': '这是 PDF。请从来源程序将订单导出为 .xlsx 或 CSV。',
    'FILE_NOT_A_TABLE.ZIP': '这是 zip 压缩包。请解压后导入其中的文件。',
    'FILE_NOT_A_TABLE.GZIP': '这是 gzip 压缩文件。请解压后导入其中的文件。',
    'FILE_NOT_A_TABLE.RAR': '这是 RAR 压缩包。请解压后导入其中的文件。',
    IMPORT_DOUBTS_OPEN: '还有关于文件的问题未回答，回答后才能开始。',
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
    MISSING_NUMBER: 'The document number is missing',
    MISSING_PRODUCT: 'The product code is missing',
    BAD_QUANTITY: 'The quantity is not a number',
    BAD_PRICE: 'The price is not a number',
    BAD_DISCOUNT: 'The discount is not from 0 to 1',
    BAD_DATE: 'Not a date in the chosen order',
    UNKNOWN_TIME_ZONE: 'The time zone is not known, or may be several',
    BAD_CHARACTER: 'A character cannot be read; the bytes are broken',
    LOST_DIGITS: 'Excel has shortened the number; export the column as text',
    OTHER_CURRENCY: 'Another currency than the shop’s',
    NOT_A_SALE: 'Cancelled or refunded, so it is no sale',
    SWALLOWED_ROWS: 'The cell has swallowed further rows; is a quotation mark open?',
    NUMBER_CONFLICT: 'The number belongs to another document',
    DOCUMENT_CREDITED: 'The document here has a credit note, so it is not replaced',
    VALUE_TOO_LONG: 'The value is too long',
    WRONG_COLUMN_COUNT: 'The row has another number of columns than the header',
    TOO_MANY_ROWS: 'Too many rows for one document; is the number’s column right?',
    ROW_OF_REJECTED_DOCUMENT: 'Another row of the same document has a problem',
  },
  'zh-CN': {
    MISSING_NUMBER: '缺少单据号',
    MISSING_PRODUCT: '缺少商品编号',
    BAD_QUANTITY: '数量不是数字',
    BAD_PRICE: '单价不是数字',
    BAD_DISCOUNT: '折扣不在 0 到 1 之间',
    UNKNOWN_TIME_ZONE: '时区无法识别或含义不唯一',
    BAD_DATE: '不是所选顺序的日期',
    BAD_CHARACTER: '有无法读取的字符，字节已损坏',
    LOST_DIGITS: 'Excel 缩短了数字，请将该列按文本导出',
    OTHER_CURRENCY: '币种与本店不同',
    NOT_A_SALE: '已取消或退款，不是销售',
    SWALLOWED_ROWS: '单元格吞掉了后面的行，可能有未结束的引号',
    NUMBER_CONFLICT: '编号属于另一张单据',
    DOCUMENT_CREDITED: '系统中的单据已有贷项单，不能替换',
    VALUE_TOO_LONG: '内容过长',
    WRONG_COLUMN_COUNT: '该行的列数与标题行不同',
    TOO_MANY_ROWS: '单据行数过多，请检查单据号所选的列',
    ROW_OF_REJECTED_DOCUMENT: '同一单据的其他行有问题',
  },
})

export function useImportErrorText(): (error: unknown) => string {
  const t: Record<string, string> = useMessages(importErrorMessages)
  const textOf = useErrorText()
  return useCallback(
    error => t[`${errorCodeOf(error)}.${fileKindOf(error)}`] ?? t[errorCodeOf(error)] ?? textOf(error),
    [t, textOf],
  )
}

export function useProblemText(): (problem: ImportDetail['problems'][number]) => string {
  const t: Record<string, string> = useMessages(problemMessages)
  return useCallback(({ code, message }) => t[code] ?? message, [t])
}

/** Why a job failed as a whole. */
export function useFailureText(): (failure: { code: string }) => string {
  const textOf = useImportErrorText()
  return useCallback(({ code }) => textOf(new GraphError(code, '')), [textOf])
}
