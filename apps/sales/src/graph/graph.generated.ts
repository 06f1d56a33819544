// Made by `portico graph types` from the .graphql files. Do not edit.

import type { GraphOperation } from '@portico/micro-app'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ProductKind =
  | 'GOODS'
  /** Postage, discounts, fees: sold, but never stocked. */
  | 'SERVICE';

export type CreateCustomerInput = {
  /** Left out: the next free number. */
  code?: string | null | undefined;
  name: string;
  country?: string | null | undefined;
  phone?: string | null | undefined;
  email?: string | null | undefined;
  address?: string | null | undefined;
};

export type OrderKind =
  | 'ORDER'
  | 'CREDIT_NOTE';

export type OrderStatus =
  | 'DRAFT'
  | 'CONFIRMED'
  | 'SHIPPED'
  | 'CLOSED'
  | 'CANCELLED';

export type OrderSort =
  | 'DATE_DESC'
  | 'DATE_ASC'
  | 'NUMBER_DESC'
  | 'NUMBER_ASC'
  | 'TOTAL_DESC'
  | 'TOTAL_ASC';

export type OrderFilter = {
  kind?: OrderKind | null | undefined;
  status?: Array<OrderStatus> | null | undefined;
  customerId?: string | null | undefined;
  search?: string | null | undefined;
  /** Inclusive days in the tenant's time zone. */
  from?: string | null | undefined;
  to?: string | null | undefined;
};

export type OrderAction =
  | 'EDIT'
  | 'CONFIRM'
  | 'SHIP'
  | 'UNDO_SHIPMENT'
  | 'CLOSE'
  | 'CANCEL'
  | 'CREDIT';

export type OrderActivityAction =
  | 'CREATE'
  /** It was written by an import. */
  | 'IMPORT'
  | 'EDIT'
  | 'CONFIRM'
  | 'SHIP'
  | 'UNDO_SHIPMENT'
  | 'CLOSE'
  | 'CANCEL'
  | 'CREDIT';

export type OrderChangeField =
  | 'CUSTOMER'
  | 'NOTE'
  | 'DELIVERY_NOTE'
  /** A line that was added (no `before`) or removed (no `after`); the values are its quantity. */
  | 'LINE'
  | 'QUANTITY'
  | 'UNIT_PRICE'
  | 'DISCOUNT'
  | 'TOTAL'
  /** The goods of the credit note came back to stock. */
  | 'RESTOCK'
  /** What a newer version of the service knows, and this gateway does not. */
  | 'OTHER';

export type OrderInput = {
  customerId?: string | null | undefined;
  /** Texts that a change leaves out stay; null and empty texts are none. */
  note?: string | null | undefined;
  /** At most 500 characters. */
  deliveryNote?: string | null | undefined;
  /** At least one. */
  lines: Array<OrderLineInput>;
};

export type OrderLineInput = {
  productId: string;
  /** Left out: the product's name. */
  description?: string | null | undefined;
  quantity: string;
  unitPrice: string;
  discount?: string | null | undefined;
};

export type CreditLineInput = {
  lineId: string;
  quantity: string;
};

export type ImportStatus =
  /** Uploaded; columns proposed. */
  | 'UPLOADED'
  /** Checked with a mapping; ready to start. */
  | 'PREVIEWED'
  | 'QUEUED'
  | 'RUNNING'
  | 'DONE'
  | 'FAILED'
  | 'CANCELLED';

/** A field of ours that a column can fill. */
export type ImportField =
  | 'DOCUMENT_NUMBER'
  | 'PRODUCT_CODE'
  | 'DESCRIPTION'
  | 'QUANTITY'
  | 'UNIT_PRICE'
  | 'DISCOUNT'
  | 'DATE'
  /** The time of day, where it stands in a column beside the date. */
  | 'TIME'
  | 'CUSTOMER_CODE'
  | 'CUSTOMER_NAME'
  | 'COUNTRY'
  /** What the line comes to; takes the place of UNIT_PRICE where the file has none. */
  | 'LINE_TOTAL'
  /** Three letters, as ISO 4217 has them. */
  | 'CURRENCY'
  /** Tells cancelled and refunded orders from sales. */
  | 'STATUS'
  /** Filled when the order was cancelled. */
  | 'CANCELLED_AT'
  /** Of the row's time; a name, a place or an offset. */
  | 'TIME_ZONE'
  /** Order or credit note; read in files that were exported here. */
  | 'DOCUMENT_KIND'
  | 'DELIVERY_NOTE';

export type ImportOutcome =
  /** All rows of the file, added up while it is read. */
  | 'FILE'
  | 'CREATED'
  | 'RECOGNISED'
  | 'REPLACED'
  | 'SKIPPED'
  /** Rows with a problem, and the other rows of their documents. */
  | 'HELD_BACK';

export type ImportDiscountUnit =
  /** 0.15 is fifteen per cent. */
  | 'SHARE'
  /** 15 is fifteen per cent. */
  | 'PERCENT'
  /** 15 is money off the line. */
  | 'AMOUNT';

export type ImportMappingInput = {
  columns: Array<ImportMappedColumnInput>;
  /** DMY, MDY or YMD. */
  dateFormat: string;
  /** IANA name the file's times are local to. */
  timeZone: string;
  /** "." or ",". */
  decimalMark: string;
};

export type ImportMappedColumnInput = {
  field: ImportField;
  column: number;
  /** Left out: that of the mapping. Given, it settles the doubt about the column. */
  dateFormat?: string | null | undefined;
  timeZone?: string | null | undefined;
  decimalMark?: string | null | undefined;
  discountUnit?: ImportDiscountUnit | null | undefined;
};

export type ImportFileKind =
  | 'TEXT'
  | 'WORKBOOK';

export type ImportQuotes =
  /** They wrap cells that hold delimiters or line breaks. */
  | 'WRAP'
  /** They are text, as in tab-separated exports. */
  | 'TEXT';

/** What is left out is found in the file; what is given is not asked about. */
export type ImportReadingInput = {
  sheet?: string | null | undefined;
  /** utf-8, utf-16le, utf-16be, gb18030, big5, shift_jis, euc-kr, windows-1252, windows-1250, windows-1251 ... */
  encoding?: string | null | undefined;
  delimiter?: string | null | undefined;
  quotes?: ImportQuotes | null | undefined;
  /** 0: no line names the columns. */
  headerLine?: number | null | undefined;
  trailingRows?: number | null | undefined;
};

export type ImportDoubtCode =
  /** Several encodings fit. Choices: their names. */
  | 'ENCODING_UNSURE'
  /** Choices: the character. */
  | 'DELIMITER_UNSURE'
  /** A quote is never closed (fact `line`). Choices: TEXT reads quotes as text. */
  | 'QUOTE_OPEN'
  /** Choices: lines of the file, 0 for none. */
  | 'HEADER_LINE_UNSURE'
  /** The column was found by its values or by a part of its name only. Choices: column indices, NONE. */
  | 'COLUMN_GUESSED'
  /** Two columns of one name hold different values. Choices: column indices. */
  | 'COLUMN_DOUBLED'
  /** Choices: . and , */
  | 'DECIMAL_MARK_AMBIGUOUS'
  /** Choices: DMY, MDY, YMD. */
  | 'DATE_ORDER_AMBIGUOUS'
  /** Choices: those of ImportDiscountUnit. */
  | 'DISCOUNT_UNIT_AMBIGUOUS'
  /** Amounts in other money than the shop's. Choices: HOLD_BACK leaves those documents out, TAKE_AS_OURS takes the numbers for the shop's money. */
  | 'CURRENCY_OTHER'
  /** Cancelled or refunded orders. Choices: LEAVE_OUT, TAKE_AS_SALE. */
  | 'STATUS_NOT_SALE'
  /** A row names a time zone that is not known. Choices: HOLD_BACK leaves those documents out, TAKE_FILE_ZONE takes their times as local to the zone of the file. */
  | 'TIME_ZONE_UNKNOWN'
  /** One number, several customers or days in the file. Choices: OTHER_SERIES, REPLACE (the last one counts), SKIP (the first one counts), ONE_ORDER. */
  | 'NUMBER_REUSED'
  /** The number belongs to another document here. Choices: OTHER_SERIES, REPLACE, SKIP. Answered for all, or for single numbers by the id of the conflict; chosen is SINGLY where each has an answer of its own. */
  | 'NUMBER_CONFLICT';

export type ImportChosenBy =
  | 'PERSON'
  /** By this shop, the last time a file had this shape. */
  | 'REMEMBERED'
  /** By Portico, until a person says otherwise: the cautious choice, which loses and changes nothing. */
  | 'RULE';

export type ImportDecisionInput = {
  doubt: string;
  choice: string;
};

export type ReportState =
  /** This installation makes no reports. */
  | 'OFF'
  /** The copy is being made: ask again. */
  | 'PREPARING'
  | 'READY';

export type SalesDaysQueryVariables = Exact<{
  month?: string | null | undefined;
}>;


export type SalesDaysQuery = { workbench: { month: string, days: Array<{ date: string, orderCount: number, total: { amount: string, currency: string } }> | null, lastMonthDays: Array<{ date: string, orderCount: number, total: { amount: string, currency: string } }> | null } };

export type SalesPeriodQueryVariables = Exact<{ [key: string]: never; }>;


export type SalesPeriodQuery = { newest: { nodes: Array<{ orderedAt: string }> }, oldest: { nodes: Array<{ orderedAt: string }> } };

export type SalesFiguresQueryVariables = Exact<{
  month?: string | null | undefined;
}>;


export type SalesFiguresQuery = { workbench: { month: string, today: { orderCount: number, total: { amount: string, currency: string } } | null, thisMonth: { orderCount: number, total: { amount: string, currency: string } } | null, lastMonth: { orderCount: number, total: { amount: string, currency: string } } | null, lastMonthDays: Array<{ date: string, orderCount: number, total: { amount: string, currency: string } }> | null } };

export type SalesShippedQueryVariables = Exact<{
  month?: string | null | undefined;
}>;


export type SalesShippedQuery = { workbench: { month: string, shippedToday: number | null, shippedThisMonth: number | null } };

export type SalesLatestDocumentsQueryVariables = Exact<{
  month?: string | null | undefined;
  first: number;
}>;


export type SalesLatestDocumentsQuery = { workbench: { lastOrders: Array<{ id: string, kind: OrderKind, number: string, status: OrderStatus, orderedAt: string, customer: { id: string, name: string } | null, total: { amount: string, currency: string } }> | null } };

export type SalesCreateCreditNoteMutationVariables = Exact<{
  orderId: string;
  lines: Array<CreditLineInput> | CreditLineInput;
  note?: string | null | undefined;
  restock: boolean;
  idempotencyKey: string;
}>;


export type SalesCreateCreditNoteMutation = { createCreditNote: { id: string, kind: OrderKind, number: string, status: OrderStatus, orderedAt: string, note: string | null, deliveryNote: string | null, allowedActions: Array<OrderAction>, isImported: boolean, version: number, customer: { id: string, code: string, name: string, country: string | null, phone: string | null, email: string | null, address: string | null } | null, lines: Array<{ id: string, description: string, quantity: string, left: string, unitPrice: string, discount: string, amount: { amount: string, currency: string }, product: { id: string, code: string, name: string, unit: string, kind: ProductKind } | null }>, total: { amount: string, currency: string }, creditOf: { id: string, number: string } | null, creditNotes: Array<{ id: string, number: string, orderedAt: string, note: string | null, total: { amount: string, currency: string } }> } };

export type CustomerChoiceFragment = { id: string, code: string, name: string, country: string | null };

export type SalesCustomerChoicesQueryVariables = Exact<{
  search?: string | null | undefined;
  first: number;
}>;


export type SalesCustomerChoicesQuery = { customers: { nodes: Array<{ id: string, code: string, name: string, country: string | null }> } };

export type SalesCustomerQueryVariables = Exact<{
  id: string;
}>;


export type SalesCustomerQuery = { customer: { id: string, code: string, name: string, country: string | null } | null };

export type SalesCreateCustomerMutationVariables = Exact<{
  input: CreateCustomerInput;
  idempotencyKey: string;
}>;


export type SalesCreateCustomerMutation = { createCustomer: { id: string, code: string, name: string, country: string | null } };

export type ImportSummaryFragment = { id: string, fileName: string, fileSize: number, status: ImportStatus, createdAt: string, finishedAt: string | null, progress: { rowsTotal: number, rowsDone: number, documentsCreated: number, documentsRecognised: number, documentsSkipped: number, documentsReplaced: number, rowsRejected: number, productsCreated: number, customersCreated: number } };

export type ImportDetailFragment = { startedAt: string | null, sample: Array<Array<string>>, conflictCount: number, rowCount: number | null, problemCount: number | null, rejectedUrl: string | null, id: string, fileName: string, fileSize: number, status: ImportStatus, createdAt: string, finishedAt: string | null, columns: Array<{ index: number, header: string, suggested: ImportField | null }>, mapping: { dateFormat: string, timeZone: string, decimalMark: string, columns: Array<{ field: ImportField, column: number, dateFormat: string | null, timeZone: string | null, decimalMark: string | null, discountUnit: ImportDiscountUnit | null }> } | null, reading: { kind: ImportFileKind, sheets: Array<string>, sheet: string | null, encoding: string, encodingConfidence: number, delimiter: string, quotes: ImportQuotes, headerLine: number, trailingRows: number, encodings: Array<{ encoding: string, confidence: number, examples: Array<string> }>, head: Array<{ line: number, cells: Array<string> }>, tail: Array<{ line: number, cells: Array<string> }> }, preview: Array<{ line: number, cells: Array<string>, values: Array<{ field: ImportField, value: string | null }>, problem: { code: string, message: string } | null }>, doubts: Array<{ id: string, code: ImportDoubtCode, field: ImportField | null, column: number | null, message: string, proposed: string | null, chosen: string | null, chosenBy: ImportChosenBy | null, facts: Array<{ name: string, value: string }>, choices: Array<{ id: string, message: string, examples: Array<{ raw: string, read: string | null }> }> }>, assumptions: Array<{ code: string, field: ImportField | null, message: string, facts: Array<{ name: string, value: string }> }>, normalisations: Array<{ code: string, field: ImportField | null, count: number, example: { raw: string, read: string | null } | null }>, conflicts: Array<{ id: string, choice: string | null, number: string, isInFile: boolean, existing: { line: number | null, orderId: string | null, orderedAt: string | null, customer: string | null, lineCount: number, total: string }, incoming: { line: number | null, orderId: string | null, orderedAt: string | null, customer: string | null, lineCount: number, total: string } }>, sums: Array<{ currency: string, outcome: ImportOutcome, documents: number, rows: number, unreadRows: number, amount: string }>, problems: Array<{ row: number, field: ImportField | null, code: string, message: string, value: string | null }>, failure: { code: string, message: string } | null, progress: { rowsTotal: number, rowsDone: number, documentsCreated: number, documentsRecognised: number, documentsSkipped: number, documentsReplaced: number, rowsRejected: number, productsCreated: number, customersCreated: number } };

export type SalesImportsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type SalesImportsQuery = { importJobs: { totalCount: number, nodes: Array<{ id: string, fileName: string, fileSize: number, status: ImportStatus, createdAt: string, finishedAt: string | null, progress: { rowsTotal: number, rowsDone: number, documentsCreated: number, documentsRecognised: number, documentsSkipped: number, documentsReplaced: number, rowsRejected: number, productsCreated: number, customersCreated: number } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SalesImportQueryVariables = Exact<{
  id: string;
}>;


export type SalesImportQuery = { importJob: { startedAt: string | null, sample: Array<Array<string>>, conflictCount: number, rowCount: number | null, problemCount: number | null, rejectedUrl: string | null, id: string, fileName: string, fileSize: number, status: ImportStatus, createdAt: string, finishedAt: string | null, columns: Array<{ index: number, header: string, suggested: ImportField | null }>, mapping: { dateFormat: string, timeZone: string, decimalMark: string, columns: Array<{ field: ImportField, column: number, dateFormat: string | null, timeZone: string | null, decimalMark: string | null, discountUnit: ImportDiscountUnit | null }> } | null, reading: { kind: ImportFileKind, sheets: Array<string>, sheet: string | null, encoding: string, encodingConfidence: number, delimiter: string, quotes: ImportQuotes, headerLine: number, trailingRows: number, encodings: Array<{ encoding: string, confidence: number, examples: Array<string> }>, head: Array<{ line: number, cells: Array<string> }>, tail: Array<{ line: number, cells: Array<string> }> }, preview: Array<{ line: number, cells: Array<string>, values: Array<{ field: ImportField, value: string | null }>, problem: { code: string, message: string } | null }>, doubts: Array<{ id: string, code: ImportDoubtCode, field: ImportField | null, column: number | null, message: string, proposed: string | null, chosen: string | null, chosenBy: ImportChosenBy | null, facts: Array<{ name: string, value: string }>, choices: Array<{ id: string, message: string, examples: Array<{ raw: string, read: string | null }> }> }>, assumptions: Array<{ code: string, field: ImportField | null, message: string, facts: Array<{ name: string, value: string }> }>, normalisations: Array<{ code: string, field: ImportField | null, count: number, example: { raw: string, read: string | null } | null }>, conflicts: Array<{ id: string, choice: string | null, number: string, isInFile: boolean, existing: { line: number | null, orderId: string | null, orderedAt: string | null, customer: string | null, lineCount: number, total: string }, incoming: { line: number | null, orderId: string | null, orderedAt: string | null, customer: string | null, lineCount: number, total: string } }>, sums: Array<{ currency: string, outcome: ImportOutcome, documents: number, rows: number, unreadRows: number, amount: string }>, problems: Array<{ row: number, field: ImportField | null, code: string, message: string, value: string | null }>, failure: { code: string, message: string } | null, progress: { rowsTotal: number, rowsDone: number, documentsCreated: number, documentsRecognised: number, documentsSkipped: number, documentsReplaced: number, rowsRejected: number, productsCreated: number, customersCreated: number } } | null };

export type SalesImportProgressQueryVariables = Exact<{
  id: string;
}>;


export type SalesImportProgressQuery = { importJob: { id: string, fileName: string, fileSize: number, status: ImportStatus, createdAt: string, finishedAt: string | null, progress: { rowsTotal: number, rowsDone: number, documentsCreated: number, documentsRecognised: number, documentsSkipped: number, documentsReplaced: number, rowsRejected: number, productsCreated: number, customersCreated: number } } | null };

export type SalesPreviewImportMutationVariables = Exact<{
  id: string;
  mapping?: ImportMappingInput | null | undefined;
  reading?: ImportReadingInput | null | undefined;
  decisions?: Array<ImportDecisionInput> | ImportDecisionInput | null | undefined;
}>;


export type SalesPreviewImportMutation = { previewImport: { startedAt: string | null, sample: Array<Array<string>>, conflictCount: number, rowCount: number | null, problemCount: number | null, rejectedUrl: string | null, id: string, fileName: string, fileSize: number, status: ImportStatus, createdAt: string, finishedAt: string | null, columns: Array<{ index: number, header: string, suggested: ImportField | null }>, mapping: { dateFormat: string, timeZone: string, decimalMark: string, columns: Array<{ field: ImportField, column: number, dateFormat: string | null, timeZone: string | null, decimalMark: string | null, discountUnit: ImportDiscountUnit | null }> } | null, reading: { kind: ImportFileKind, sheets: Array<string>, sheet: string | null, encoding: string, encodingConfidence: number, delimiter: string, quotes: ImportQuotes, headerLine: number, trailingRows: number, encodings: Array<{ encoding: string, confidence: number, examples: Array<string> }>, head: Array<{ line: number, cells: Array<string> }>, tail: Array<{ line: number, cells: Array<string> }> }, preview: Array<{ line: number, cells: Array<string>, values: Array<{ field: ImportField, value: string | null }>, problem: { code: string, message: string } | null }>, doubts: Array<{ id: string, code: ImportDoubtCode, field: ImportField | null, column: number | null, message: string, proposed: string | null, chosen: string | null, chosenBy: ImportChosenBy | null, facts: Array<{ name: string, value: string }>, choices: Array<{ id: string, message: string, examples: Array<{ raw: string, read: string | null }> }> }>, assumptions: Array<{ code: string, field: ImportField | null, message: string, facts: Array<{ name: string, value: string }> }>, normalisations: Array<{ code: string, field: ImportField | null, count: number, example: { raw: string, read: string | null } | null }>, conflicts: Array<{ id: string, choice: string | null, number: string, isInFile: boolean, existing: { line: number | null, orderId: string | null, orderedAt: string | null, customer: string | null, lineCount: number, total: string }, incoming: { line: number | null, orderId: string | null, orderedAt: string | null, customer: string | null, lineCount: number, total: string } }>, sums: Array<{ currency: string, outcome: ImportOutcome, documents: number, rows: number, unreadRows: number, amount: string }>, problems: Array<{ row: number, field: ImportField | null, code: string, message: string, value: string | null }>, failure: { code: string, message: string } | null, progress: { rowsTotal: number, rowsDone: number, documentsCreated: number, documentsRecognised: number, documentsSkipped: number, documentsReplaced: number, rowsRejected: number, productsCreated: number, customersCreated: number } } };

export type SalesStartImportMutationVariables = Exact<{
  id: string;
  mapping: ImportMappingInput;
}>;


export type SalesStartImportMutation = { startImport: { startedAt: string | null, sample: Array<Array<string>>, conflictCount: number, rowCount: number | null, problemCount: number | null, rejectedUrl: string | null, id: string, fileName: string, fileSize: number, status: ImportStatus, createdAt: string, finishedAt: string | null, columns: Array<{ index: number, header: string, suggested: ImportField | null }>, mapping: { dateFormat: string, timeZone: string, decimalMark: string, columns: Array<{ field: ImportField, column: number, dateFormat: string | null, timeZone: string | null, decimalMark: string | null, discountUnit: ImportDiscountUnit | null }> } | null, reading: { kind: ImportFileKind, sheets: Array<string>, sheet: string | null, encoding: string, encodingConfidence: number, delimiter: string, quotes: ImportQuotes, headerLine: number, trailingRows: number, encodings: Array<{ encoding: string, confidence: number, examples: Array<string> }>, head: Array<{ line: number, cells: Array<string> }>, tail: Array<{ line: number, cells: Array<string> }> }, preview: Array<{ line: number, cells: Array<string>, values: Array<{ field: ImportField, value: string | null }>, problem: { code: string, message: string } | null }>, doubts: Array<{ id: string, code: ImportDoubtCode, field: ImportField | null, column: number | null, message: string, proposed: string | null, chosen: string | null, chosenBy: ImportChosenBy | null, facts: Array<{ name: string, value: string }>, choices: Array<{ id: string, message: string, examples: Array<{ raw: string, read: string | null }> }> }>, assumptions: Array<{ code: string, field: ImportField | null, message: string, facts: Array<{ name: string, value: string }> }>, normalisations: Array<{ code: string, field: ImportField | null, count: number, example: { raw: string, read: string | null } | null }>, conflicts: Array<{ id: string, choice: string | null, number: string, isInFile: boolean, existing: { line: number | null, orderId: string | null, orderedAt: string | null, customer: string | null, lineCount: number, total: string }, incoming: { line: number | null, orderId: string | null, orderedAt: string | null, customer: string | null, lineCount: number, total: string } }>, sums: Array<{ currency: string, outcome: ImportOutcome, documents: number, rows: number, unreadRows: number, amount: string }>, problems: Array<{ row: number, field: ImportField | null, code: string, message: string, value: string | null }>, failure: { code: string, message: string } | null, progress: { rowsTotal: number, rowsDone: number, documentsCreated: number, documentsRecognised: number, documentsSkipped: number, documentsReplaced: number, rowsRejected: number, productsCreated: number, customersCreated: number } } };

export type SalesForgetImportChoicesMutationVariables = Exact<{
  id: string;
}>;


export type SalesForgetImportChoicesMutation = { forgetImportChoices: { startedAt: string | null, sample: Array<Array<string>>, conflictCount: number, rowCount: number | null, problemCount: number | null, rejectedUrl: string | null, id: string, fileName: string, fileSize: number, status: ImportStatus, createdAt: string, finishedAt: string | null, columns: Array<{ index: number, header: string, suggested: ImportField | null }>, mapping: { dateFormat: string, timeZone: string, decimalMark: string, columns: Array<{ field: ImportField, column: number, dateFormat: string | null, timeZone: string | null, decimalMark: string | null, discountUnit: ImportDiscountUnit | null }> } | null, reading: { kind: ImportFileKind, sheets: Array<string>, sheet: string | null, encoding: string, encodingConfidence: number, delimiter: string, quotes: ImportQuotes, headerLine: number, trailingRows: number, encodings: Array<{ encoding: string, confidence: number, examples: Array<string> }>, head: Array<{ line: number, cells: Array<string> }>, tail: Array<{ line: number, cells: Array<string> }> }, preview: Array<{ line: number, cells: Array<string>, values: Array<{ field: ImportField, value: string | null }>, problem: { code: string, message: string } | null }>, doubts: Array<{ id: string, code: ImportDoubtCode, field: ImportField | null, column: number | null, message: string, proposed: string | null, chosen: string | null, chosenBy: ImportChosenBy | null, facts: Array<{ name: string, value: string }>, choices: Array<{ id: string, message: string, examples: Array<{ raw: string, read: string | null }> }> }>, assumptions: Array<{ code: string, field: ImportField | null, message: string, facts: Array<{ name: string, value: string }> }>, normalisations: Array<{ code: string, field: ImportField | null, count: number, example: { raw: string, read: string | null } | null }>, conflicts: Array<{ id: string, choice: string | null, number: string, isInFile: boolean, existing: { line: number | null, orderId: string | null, orderedAt: string | null, customer: string | null, lineCount: number, total: string }, incoming: { line: number | null, orderId: string | null, orderedAt: string | null, customer: string | null, lineCount: number, total: string } }>, sums: Array<{ currency: string, outcome: ImportOutcome, documents: number, rows: number, unreadRows: number, amount: string }>, problems: Array<{ row: number, field: ImportField | null, code: string, message: string, value: string | null }>, failure: { code: string, message: string } | null, progress: { rowsTotal: number, rowsDone: number, documentsCreated: number, documentsRecognised: number, documentsSkipped: number, documentsReplaced: number, rowsRejected: number, productsCreated: number, customersCreated: number } } };

export type SalesCancelImportMutationVariables = Exact<{
  id: string;
}>;


export type SalesCancelImportMutation = { cancelImport: { startedAt: string | null, sample: Array<Array<string>>, conflictCount: number, rowCount: number | null, problemCount: number | null, rejectedUrl: string | null, id: string, fileName: string, fileSize: number, status: ImportStatus, createdAt: string, finishedAt: string | null, columns: Array<{ index: number, header: string, suggested: ImportField | null }>, mapping: { dateFormat: string, timeZone: string, decimalMark: string, columns: Array<{ field: ImportField, column: number, dateFormat: string | null, timeZone: string | null, decimalMark: string | null, discountUnit: ImportDiscountUnit | null }> } | null, reading: { kind: ImportFileKind, sheets: Array<string>, sheet: string | null, encoding: string, encodingConfidence: number, delimiter: string, quotes: ImportQuotes, headerLine: number, trailingRows: number, encodings: Array<{ encoding: string, confidence: number, examples: Array<string> }>, head: Array<{ line: number, cells: Array<string> }>, tail: Array<{ line: number, cells: Array<string> }> }, preview: Array<{ line: number, cells: Array<string>, values: Array<{ field: ImportField, value: string | null }>, problem: { code: string, message: string } | null }>, doubts: Array<{ id: string, code: ImportDoubtCode, field: ImportField | null, column: number | null, message: string, proposed: string | null, chosen: string | null, chosenBy: ImportChosenBy | null, facts: Array<{ name: string, value: string }>, choices: Array<{ id: string, message: string, examples: Array<{ raw: string, read: string | null }> }> }>, assumptions: Array<{ code: string, field: ImportField | null, message: string, facts: Array<{ name: string, value: string }> }>, normalisations: Array<{ code: string, field: ImportField | null, count: number, example: { raw: string, read: string | null } | null }>, conflicts: Array<{ id: string, choice: string | null, number: string, isInFile: boolean, existing: { line: number | null, orderId: string | null, orderedAt: string | null, customer: string | null, lineCount: number, total: string }, incoming: { line: number | null, orderId: string | null, orderedAt: string | null, customer: string | null, lineCount: number, total: string } }>, sums: Array<{ currency: string, outcome: ImportOutcome, documents: number, rows: number, unreadRows: number, amount: string }>, problems: Array<{ row: number, field: ImportField | null, code: string, message: string, value: string | null }>, failure: { code: string, message: string } | null, progress: { rowsTotal: number, rowsDone: number, documentsCreated: number, documentsRecognised: number, documentsSkipped: number, documentsReplaced: number, rowsRejected: number, productsCreated: number, customersCreated: number } } };

export type SalesCreateOrderMutationVariables = Exact<{
  input: OrderInput;
  idempotencyKey: string;
}>;


export type SalesCreateOrderMutation = { createOrder: { id: string, kind: OrderKind, number: string, status: OrderStatus, orderedAt: string, note: string | null, deliveryNote: string | null, allowedActions: Array<OrderAction>, isImported: boolean, version: number, customer: { id: string, code: string, name: string, country: string | null, phone: string | null, email: string | null, address: string | null } | null, lines: Array<{ id: string, description: string, quantity: string, left: string, unitPrice: string, discount: string, amount: { amount: string, currency: string }, product: { id: string, code: string, name: string, unit: string, kind: ProductKind } | null }>, total: { amount: string, currency: string }, creditOf: { id: string, number: string } | null, creditNotes: Array<{ id: string, number: string, orderedAt: string, note: string | null, total: { amount: string, currency: string } }> } };

export type SalesOrderOfDraftQueryVariables = Exact<{
  idempotencyKey: string;
}>;


export type SalesOrderOfDraftQuery = { orderOfDraft: { id: string, number: string } | null };

export type SalesUpdateOrderMutationVariables = Exact<{
  id: string;
  version: number;
  input: OrderInput;
}>;


export type SalesUpdateOrderMutation = { updateOrder: { id: string, kind: OrderKind, number: string, status: OrderStatus, orderedAt: string, note: string | null, deliveryNote: string | null, allowedActions: Array<OrderAction>, isImported: boolean, version: number, customer: { id: string, code: string, name: string, country: string | null, phone: string | null, email: string | null, address: string | null } | null, lines: Array<{ id: string, description: string, quantity: string, left: string, unitPrice: string, discount: string, amount: { amount: string, currency: string }, product: { id: string, code: string, name: string, unit: string, kind: ProductKind } | null }>, total: { amount: string, currency: string }, creditOf: { id: string, number: string } | null, creditNotes: Array<{ id: string, number: string, orderedAt: string, note: string | null, total: { amount: string, currency: string } }> } };

export type OrderDetailFragment = { id: string, kind: OrderKind, number: string, status: OrderStatus, orderedAt: string, note: string | null, deliveryNote: string | null, allowedActions: Array<OrderAction>, isImported: boolean, version: number, customer: { id: string, code: string, name: string, country: string | null, phone: string | null, email: string | null, address: string | null } | null, lines: Array<{ id: string, description: string, quantity: string, left: string, unitPrice: string, discount: string, amount: { amount: string, currency: string }, product: { id: string, code: string, name: string, unit: string, kind: ProductKind } | null }>, total: { amount: string, currency: string }, creditOf: { id: string, number: string } | null, creditNotes: Array<{ id: string, number: string, orderedAt: string, note: string | null, total: { amount: string, currency: string } }> };

export type SalesOrderQueryVariables = Exact<{
  id: string;
}>;


export type SalesOrderQuery = { order: { id: string, kind: OrderKind, number: string, status: OrderStatus, orderedAt: string, note: string | null, deliveryNote: string | null, allowedActions: Array<OrderAction>, isImported: boolean, version: number, customer: { id: string, code: string, name: string, country: string | null, phone: string | null, email: string | null, address: string | null } | null, lines: Array<{ id: string, description: string, quantity: string, left: string, unitPrice: string, discount: string, amount: { amount: string, currency: string }, product: { id: string, code: string, name: string, unit: string, kind: ProductKind } | null }>, total: { amount: string, currency: string }, creditOf: { id: string, number: string } | null, creditNotes: Array<{ id: string, number: string, orderedAt: string, note: string | null, total: { amount: string, currency: string } }> } | null };

export type SalesOrderStockQueryVariables = Exact<{
  id: string;
}>;


export type SalesOrderStockQuery = { order: { id: string, lines: Array<{ id: string, product: { id: string, kind: ProductKind, stock: { available: string } | null, stockRule: { isTracked: boolean } | null } | null }> } | null };

export type SalesConfirmOrderMutationVariables = Exact<{
  id: string;
  version: number;
  acceptShortage?: boolean | null | undefined;
}>;


export type SalesConfirmOrderMutation = { confirmOrder: { id: string, kind: OrderKind, number: string, status: OrderStatus, orderedAt: string, note: string | null, deliveryNote: string | null, allowedActions: Array<OrderAction>, isImported: boolean, version: number, customer: { id: string, code: string, name: string, country: string | null, phone: string | null, email: string | null, address: string | null } | null, lines: Array<{ id: string, description: string, quantity: string, left: string, unitPrice: string, discount: string, amount: { amount: string, currency: string }, product: { id: string, code: string, name: string, unit: string, kind: ProductKind } | null }>, total: { amount: string, currency: string }, creditOf: { id: string, number: string } | null, creditNotes: Array<{ id: string, number: string, orderedAt: string, note: string | null, total: { amount: string, currency: string } }> } };

export type SalesShipOrderMutationVariables = Exact<{
  id: string;
  version: number;
}>;


export type SalesShipOrderMutation = { shipOrder: { id: string, kind: OrderKind, number: string, status: OrderStatus, orderedAt: string, note: string | null, deliveryNote: string | null, allowedActions: Array<OrderAction>, isImported: boolean, version: number, customer: { id: string, code: string, name: string, country: string | null, phone: string | null, email: string | null, address: string | null } | null, lines: Array<{ id: string, description: string, quantity: string, left: string, unitPrice: string, discount: string, amount: { amount: string, currency: string }, product: { id: string, code: string, name: string, unit: string, kind: ProductKind } | null }>, total: { amount: string, currency: string }, creditOf: { id: string, number: string } | null, creditNotes: Array<{ id: string, number: string, orderedAt: string, note: string | null, total: { amount: string, currency: string } }> } };

export type SalesUndoShipmentMutationVariables = Exact<{
  id: string;
  version: number;
}>;


export type SalesUndoShipmentMutation = { undoShipment: { id: string, kind: OrderKind, number: string, status: OrderStatus, orderedAt: string, note: string | null, deliveryNote: string | null, allowedActions: Array<OrderAction>, isImported: boolean, version: number, customer: { id: string, code: string, name: string, country: string | null, phone: string | null, email: string | null, address: string | null } | null, lines: Array<{ id: string, description: string, quantity: string, left: string, unitPrice: string, discount: string, amount: { amount: string, currency: string }, product: { id: string, code: string, name: string, unit: string, kind: ProductKind } | null }>, total: { amount: string, currency: string }, creditOf: { id: string, number: string } | null, creditNotes: Array<{ id: string, number: string, orderedAt: string, note: string | null, total: { amount: string, currency: string } }> } };

export type SalesOrderActivityQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type SalesOrderActivityQuery = { order: { id: string, activity: { nodes: Array<{ id: string, at: string, action: OrderActivityAction, user: { id: string, displayName: string } | null, changes: Array<{ field: OrderChangeField, item: string | null, before: string | null, after: string | null }>, creditNote: { id: string, number: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type OrderActivityEntryFragment = { id: string, at: string, action: OrderActivityAction, user: { id: string, displayName: string } | null, changes: Array<{ field: OrderChangeField, item: string | null, before: string | null, after: string | null }>, creditNote: { id: string, number: string } | null };

export type SalesCloseOrderMutationVariables = Exact<{
  id: string;
  version: number;
}>;


export type SalesCloseOrderMutation = { closeOrder: { id: string, kind: OrderKind, number: string, status: OrderStatus, orderedAt: string, note: string | null, deliveryNote: string | null, allowedActions: Array<OrderAction>, isImported: boolean, version: number, customer: { id: string, code: string, name: string, country: string | null, phone: string | null, email: string | null, address: string | null } | null, lines: Array<{ id: string, description: string, quantity: string, left: string, unitPrice: string, discount: string, amount: { amount: string, currency: string }, product: { id: string, code: string, name: string, unit: string, kind: ProductKind } | null }>, total: { amount: string, currency: string }, creditOf: { id: string, number: string } | null, creditNotes: Array<{ id: string, number: string, orderedAt: string, note: string | null, total: { amount: string, currency: string } }> } };

export type SalesCancelOrderMutationVariables = Exact<{
  id: string;
  version: number;
}>;


export type SalesCancelOrderMutation = { cancelOrder: { id: string, kind: OrderKind, number: string, status: OrderStatus, orderedAt: string, note: string | null, deliveryNote: string | null, allowedActions: Array<OrderAction>, isImported: boolean, version: number, customer: { id: string, code: string, name: string, country: string | null, phone: string | null, email: string | null, address: string | null } | null, lines: Array<{ id: string, description: string, quantity: string, left: string, unitPrice: string, discount: string, amount: { amount: string, currency: string }, product: { id: string, code: string, name: string, unit: string, kind: ProductKind } | null }>, total: { amount: string, currency: string }, creditOf: { id: string, number: string } | null, creditNotes: Array<{ id: string, number: string, orderedAt: string, note: string | null, total: { amount: string, currency: string } }> } };

export type OrderRowFragment = { id: string, kind: OrderKind, number: string, status: OrderStatus, orderedAt: string, lineCount: number, waitingDays: number | null, customer: { id: string, name: string } | null, total: { amount: string, currency: string } };

export type TallyFragment = { count: number, amount: { amount: string, currency: string } };

export type SalesOrdersQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: OrderFilter | null | undefined;
  sort?: OrderSort | null | undefined;
}>;


export type SalesOrdersQuery = { orders: { totalCount: number, isCapped: boolean, nodes: Array<{ id: string, kind: OrderKind, number: string, status: OrderStatus, orderedAt: string, lineCount: number, waitingDays: number | null, customer: { id: string, name: string } | null, total: { amount: string, currency: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, totalAmount: { amount: string, currency: string }, sums: { sales: { amount: string, currency: string }, orders: { count: number }, creditNotes: { count: number }, drafts: { count: number, amount: { amount: string, currency: string } }, cancelled: { count: number, amount: { amount: string, currency: string } } } } };

export type ProductChoiceFragment = { id: string, code: string, name: string, unit: string, kind: ProductKind, isActive: boolean, listPrice: { amount: string, currency: string } | null };

export type SalesProductChoicesQueryVariables = Exact<{
  search?: string | null | undefined;
  first: number;
}>;


export type SalesProductChoicesQuery = { products: { nodes: Array<{ id: string, code: string, name: string, unit: string, kind: ProductKind, isActive: boolean, listPrice: { amount: string, currency: string } | null }> } };

export type SalesProductChoiceStockQueryVariables = Exact<{
  search?: string | null | undefined;
  first: number;
}>;


export type SalesProductChoiceStockQuery = { products: { nodes: Array<{ id: string, kind: ProductKind, stock: { available: string } | null, stockRule: { isTracked: boolean } | null }> } };

export type SalesProductStockQueryVariables = Exact<{
  id: string;
}>;


export type SalesProductStockQuery = { product: { id: string, kind: ProductKind, stock: { available: string } | null, stockRule: { isTracked: boolean } | null } | null };

export type SalesReportQueryVariables = Exact<{
  from: string;
  to: string;
}>;


export type SalesReportQuery = { salesReport: { state: ReportState, share: number, asOf: string | null, differs: boolean, months: Array<{ month: string, orderCount: number, total: { amount: string, currency: string }, creditTotal: { amount: string, currency: string } }>, statuses: Array<{ kind: OrderKind, status: OrderStatus, count: number, total: { amount: string, currency: string } }>, products: Array<{ quantity: string, product: { id: string, code: string, name: string } | null, total: { amount: string, currency: string } }> } };

export const SalesCancelImport: GraphOperation<SalesCancelImportMutation, SalesCancelImportMutationVariables> = {
  name: 'SalesCancelImport',
  id: '94be1c958240d4710d6eccefb4cc099402465446e3af1ae999d3b4261ade1783',
  body: `mutation SalesCancelImport($id: ID!) {
  cancelImport(id: $id) {
    ...ImportDetail
  }
}

fragment ImportDetail on ImportJob {
  ...ImportSummary
  startedAt
  columns {
    index
    header
    suggested
  }
  sample
  mapping {
    columns {
      field
      column
      dateFormat
      timeZone
      decimalMark
      discountUnit
    }
    dateFormat
    timeZone
    decimalMark
  }
  reading {
    kind
    sheets
    sheet
    encoding
    encodingConfidence
    encodings {
      encoding
      confidence
      examples
    }
    delimiter
    quotes
    headerLine
    trailingRows
    head {
      line
      cells
    }
    tail {
      line
      cells
    }
  }
  preview {
    line
    cells
    values {
      field
      value
    }
    problem {
      code
      message
    }
  }
  doubts {
    id
    code
    field
    column
    message
    facts {
      name
      value
    }
    choices {
      id
      message
      examples {
        raw
        read
      }
    }
    proposed
    chosen
    chosenBy
  }
  assumptions {
    code
    field
    message
    facts {
      name
      value
    }
  }
  normalisations {
    code
    field
    count
    example {
      raw
      read
    }
  }
  conflicts {
    id
    choice
    number
    isInFile
    existing {
      line
      orderId
      orderedAt
      customer
      lineCount
      total
    }
    incoming {
      line
      orderId
      orderedAt
      customer
      lineCount
      total
    }
  }
  conflictCount
  sums {
    currency
    outcome
    documents
    rows
    unreadRows
    amount
  }
  rowCount
  problemCount
  problems {
    row
    field
    code
    message
    value
  }
  failure {
    code
    message
  }
  rejectedUrl
}

fragment ImportSummary on ImportJob {
  id
  fileName
  fileSize
  status
  createdAt
  finishedAt
  progress {
    rowsTotal
    rowsDone
    documentsCreated
    documentsRecognised
    documentsSkipped
    documentsReplaced
    rowsRejected
    productsCreated
    customersCreated
  }
}`,
}

export const SalesCancelOrder: GraphOperation<SalesCancelOrderMutation, SalesCancelOrderMutationVariables> = {
  name: 'SalesCancelOrder',
  id: '37d837be07cffc820a639a0163105040a460d6b389fa8b6f56e4b36f3e05225c',
  body: `mutation SalesCancelOrder($id: ID!, $version: Int!) {
  cancelOrder(id: $id, version: $version) {
    ...OrderDetail
  }
}

fragment OrderDetail on Order {
  id
  kind
  number
  status
  customer {
    id
    code
    name
    country
    phone
    email
    address
  }
  orderedAt
  note
  deliveryNote
  lines {
    id
    description
    quantity
    left
    unitPrice
    discount
    amount {
      amount
      currency
    }
    product {
      id
      code
      name
      unit
      kind
    }
  }
  total {
    amount
    currency
  }
  creditOf {
    id
    number
  }
  creditNotes {
    id
    number
    orderedAt
    note
    total {
      amount
      currency
    }
  }
  allowedActions
  isImported
  version
}`,
}

export const SalesCloseOrder: GraphOperation<SalesCloseOrderMutation, SalesCloseOrderMutationVariables> = {
  name: 'SalesCloseOrder',
  id: '4c964afb3f01d5893f41dbb3d614b06213e671fa86bf688753cf1e6ea857658e',
  body: `mutation SalesCloseOrder($id: ID!, $version: Int!) {
  closeOrder(id: $id, version: $version) {
    ...OrderDetail
  }
}

fragment OrderDetail on Order {
  id
  kind
  number
  status
  customer {
    id
    code
    name
    country
    phone
    email
    address
  }
  orderedAt
  note
  deliveryNote
  lines {
    id
    description
    quantity
    left
    unitPrice
    discount
    amount {
      amount
      currency
    }
    product {
      id
      code
      name
      unit
      kind
    }
  }
  total {
    amount
    currency
  }
  creditOf {
    id
    number
  }
  creditNotes {
    id
    number
    orderedAt
    note
    total {
      amount
      currency
    }
  }
  allowedActions
  isImported
  version
}`,
}

export const SalesConfirmOrder: GraphOperation<SalesConfirmOrderMutation, SalesConfirmOrderMutationVariables> = {
  name: 'SalesConfirmOrder',
  id: '59c5f01d1299360d5b630dab10dca980e453c37664568aea874b04a4798acd78',
  body: `mutation SalesConfirmOrder($id: ID!, $version: Int!, $acceptShortage: Boolean) {
  confirmOrder(id: $id, version: $version, acceptShortage: $acceptShortage) {
    ...OrderDetail
  }
}

fragment OrderDetail on Order {
  id
  kind
  number
  status
  customer {
    id
    code
    name
    country
    phone
    email
    address
  }
  orderedAt
  note
  deliveryNote
  lines {
    id
    description
    quantity
    left
    unitPrice
    discount
    amount {
      amount
      currency
    }
    product {
      id
      code
      name
      unit
      kind
    }
  }
  total {
    amount
    currency
  }
  creditOf {
    id
    number
  }
  creditNotes {
    id
    number
    orderedAt
    note
    total {
      amount
      currency
    }
  }
  allowedActions
  isImported
  version
}`,
}

export const SalesCreateCreditNote: GraphOperation<SalesCreateCreditNoteMutation, SalesCreateCreditNoteMutationVariables> = {
  name: 'SalesCreateCreditNote',
  id: '78942d3c38b7429d0fd10237fb2f5cc30979dbae892697100ca0d8208ba01f59',
  body: `mutation SalesCreateCreditNote($orderId: ID!, $lines: [CreditLineInput!]!, $note: String, $restock: Boolean!, $idempotencyKey: ID!) {
  createCreditNote(
    orderId: $orderId
    lines: $lines
    note: $note
    restock: $restock
    idempotencyKey: $idempotencyKey
  ) {
    ...OrderDetail
  }
}

fragment OrderDetail on Order {
  id
  kind
  number
  status
  customer {
    id
    code
    name
    country
    phone
    email
    address
  }
  orderedAt
  note
  deliveryNote
  lines {
    id
    description
    quantity
    left
    unitPrice
    discount
    amount {
      amount
      currency
    }
    product {
      id
      code
      name
      unit
      kind
    }
  }
  total {
    amount
    currency
  }
  creditOf {
    id
    number
  }
  creditNotes {
    id
    number
    orderedAt
    note
    total {
      amount
      currency
    }
  }
  allowedActions
  isImported
  version
}`,
}

export const SalesCreateCustomer: GraphOperation<SalesCreateCustomerMutation, SalesCreateCustomerMutationVariables> = {
  name: 'SalesCreateCustomer',
  id: 'b11208d05afa3ba85d79d34a208e3fd9f4e58248a13ad7a0a97b33ffe8a47fbb',
  body: `mutation SalesCreateCustomer($input: CreateCustomerInput!, $idempotencyKey: ID!) {
  createCustomer(input: $input, idempotencyKey: $idempotencyKey) {
    ...CustomerChoice
  }
}

fragment CustomerChoice on Customer {
  id
  code
  name
  country
}`,
}

export const SalesCreateOrder: GraphOperation<SalesCreateOrderMutation, SalesCreateOrderMutationVariables> = {
  name: 'SalesCreateOrder',
  id: '2332f4d4b5b0ec99c03f4b1042776e4a9fafa54d2750d7502e962180141d1150',
  body: `mutation SalesCreateOrder($input: OrderInput!, $idempotencyKey: ID!) {
  createOrder(input: $input, idempotencyKey: $idempotencyKey) {
    ...OrderDetail
  }
}

fragment OrderDetail on Order {
  id
  kind
  number
  status
  customer {
    id
    code
    name
    country
    phone
    email
    address
  }
  orderedAt
  note
  deliveryNote
  lines {
    id
    description
    quantity
    left
    unitPrice
    discount
    amount {
      amount
      currency
    }
    product {
      id
      code
      name
      unit
      kind
    }
  }
  total {
    amount
    currency
  }
  creditOf {
    id
    number
  }
  creditNotes {
    id
    number
    orderedAt
    note
    total {
      amount
      currency
    }
  }
  allowedActions
  isImported
  version
}`,
}

export const SalesCustomer: GraphOperation<SalesCustomerQuery, SalesCustomerQueryVariables> = {
  name: 'SalesCustomer',
  id: 'ffa72e924cd354529a61c5c8903fbb982e89746ebe3f9cff0db166236a04eff6',
  body: `query SalesCustomer($id: ID!) {
  customer(id: $id) {
    ...CustomerChoice
  }
}

fragment CustomerChoice on Customer {
  id
  code
  name
  country
}`,
}

export const SalesCustomerChoices: GraphOperation<SalesCustomerChoicesQuery, SalesCustomerChoicesQueryVariables> = {
  name: 'SalesCustomerChoices',
  id: '69e04b19d4d9a99e468a4cce80fa9dbd73c6e8fd12e53f297cc25826eb6abc40',
  body: `query SalesCustomerChoices($search: String, $first: Int!) {
  customers(search: $search, first: $first) {
    nodes {
      ...CustomerChoice
    }
  }
}

fragment CustomerChoice on Customer {
  id
  code
  name
  country
}`,
}

export const SalesDays: GraphOperation<SalesDaysQuery, SalesDaysQueryVariables> = {
  name: 'SalesDays',
  id: '4ba1849f8822fe470e9737128a160d4db5c260c8a730434bebf7bc9c5b08bae8',
  body: `query SalesDays($month: String) {
  workbench(month: $month) {
    month
    days {
      date
      total {
        amount
        currency
      }
      orderCount
    }
    lastMonthDays {
      date
      total {
        amount
        currency
      }
      orderCount
    }
  }
}`,
}

export const SalesFigures: GraphOperation<SalesFiguresQuery, SalesFiguresQueryVariables> = {
  name: 'SalesFigures',
  id: '3b5108b767435d671d388bace9bcdd0d9f369f47491276c7e922386299d190d6',
  body: `query SalesFigures($month: String) {
  workbench(month: $month) {
    month
    today {
      total {
        amount
        currency
      }
      orderCount
    }
    thisMonth {
      total {
        amount
        currency
      }
      orderCount
    }
    lastMonth {
      total {
        amount
        currency
      }
      orderCount
    }
    lastMonthDays {
      date
      total {
        amount
        currency
      }
      orderCount
    }
  }
}`,
}

export const SalesForgetImportChoices: GraphOperation<SalesForgetImportChoicesMutation, SalesForgetImportChoicesMutationVariables> = {
  name: 'SalesForgetImportChoices',
  id: '6979c25ef253a50c36ee58aea062483a259641c911bc35677065e1264f283366',
  body: `mutation SalesForgetImportChoices($id: ID!) {
  forgetImportChoices(id: $id) {
    ...ImportDetail
  }
}

fragment ImportDetail on ImportJob {
  ...ImportSummary
  startedAt
  columns {
    index
    header
    suggested
  }
  sample
  mapping {
    columns {
      field
      column
      dateFormat
      timeZone
      decimalMark
      discountUnit
    }
    dateFormat
    timeZone
    decimalMark
  }
  reading {
    kind
    sheets
    sheet
    encoding
    encodingConfidence
    encodings {
      encoding
      confidence
      examples
    }
    delimiter
    quotes
    headerLine
    trailingRows
    head {
      line
      cells
    }
    tail {
      line
      cells
    }
  }
  preview {
    line
    cells
    values {
      field
      value
    }
    problem {
      code
      message
    }
  }
  doubts {
    id
    code
    field
    column
    message
    facts {
      name
      value
    }
    choices {
      id
      message
      examples {
        raw
        read
      }
    }
    proposed
    chosen
    chosenBy
  }
  assumptions {
    code
    field
    message
    facts {
      name
      value
    }
  }
  normalisations {
    code
    field
    count
    example {
      raw
      read
    }
  }
  conflicts {
    id
    choice
    number
    isInFile
    existing {
      line
      orderId
      orderedAt
      customer
      lineCount
      total
    }
    incoming {
      line
      orderId
      orderedAt
      customer
      lineCount
      total
    }
  }
  conflictCount
  sums {
    currency
    outcome
    documents
    rows
    unreadRows
    amount
  }
  rowCount
  problemCount
  problems {
    row
    field
    code
    message
    value
  }
  failure {
    code
    message
  }
  rejectedUrl
}

fragment ImportSummary on ImportJob {
  id
  fileName
  fileSize
  status
  createdAt
  finishedAt
  progress {
    rowsTotal
    rowsDone
    documentsCreated
    documentsRecognised
    documentsSkipped
    documentsReplaced
    rowsRejected
    productsCreated
    customersCreated
  }
}`,
}

export const SalesImport: GraphOperation<SalesImportQuery, SalesImportQueryVariables> = {
  name: 'SalesImport',
  id: '5075c68c00bee8468696c9d50794d5ab6c8d47eb5954730bc92a1441e35f0ca9',
  body: `query SalesImport($id: ID!) {
  importJob(id: $id) {
    ...ImportDetail
  }
}

fragment ImportDetail on ImportJob {
  ...ImportSummary
  startedAt
  columns {
    index
    header
    suggested
  }
  sample
  mapping {
    columns {
      field
      column
      dateFormat
      timeZone
      decimalMark
      discountUnit
    }
    dateFormat
    timeZone
    decimalMark
  }
  reading {
    kind
    sheets
    sheet
    encoding
    encodingConfidence
    encodings {
      encoding
      confidence
      examples
    }
    delimiter
    quotes
    headerLine
    trailingRows
    head {
      line
      cells
    }
    tail {
      line
      cells
    }
  }
  preview {
    line
    cells
    values {
      field
      value
    }
    problem {
      code
      message
    }
  }
  doubts {
    id
    code
    field
    column
    message
    facts {
      name
      value
    }
    choices {
      id
      message
      examples {
        raw
        read
      }
    }
    proposed
    chosen
    chosenBy
  }
  assumptions {
    code
    field
    message
    facts {
      name
      value
    }
  }
  normalisations {
    code
    field
    count
    example {
      raw
      read
    }
  }
  conflicts {
    id
    choice
    number
    isInFile
    existing {
      line
      orderId
      orderedAt
      customer
      lineCount
      total
    }
    incoming {
      line
      orderId
      orderedAt
      customer
      lineCount
      total
    }
  }
  conflictCount
  sums {
    currency
    outcome
    documents
    rows
    unreadRows
    amount
  }
  rowCount
  problemCount
  problems {
    row
    field
    code
    message
    value
  }
  failure {
    code
    message
  }
  rejectedUrl
}

fragment ImportSummary on ImportJob {
  id
  fileName
  fileSize
  status
  createdAt
  finishedAt
  progress {
    rowsTotal
    rowsDone
    documentsCreated
    documentsRecognised
    documentsSkipped
    documentsReplaced
    rowsRejected
    productsCreated
    customersCreated
  }
}`,
}

export const SalesImportProgress: GraphOperation<SalesImportProgressQuery, SalesImportProgressQueryVariables> = {
  name: 'SalesImportProgress',
  id: '3aeebc734ed570c1c37430d00fb95c0335ace474fa6510ce8d3d68e64ce558a9',
  body: `query SalesImportProgress($id: ID!) {
  importJob(id: $id) {
    ...ImportSummary
  }
}

fragment ImportSummary on ImportJob {
  id
  fileName
  fileSize
  status
  createdAt
  finishedAt
  progress {
    rowsTotal
    rowsDone
    documentsCreated
    documentsRecognised
    documentsSkipped
    documentsReplaced
    rowsRejected
    productsCreated
    customersCreated
  }
}`,
}

export const SalesImports: GraphOperation<SalesImportsQuery, SalesImportsQueryVariables> = {
  name: 'SalesImports',
  id: '325cf7465bc665a33246e68032a377d421d5c608e4e99340c42689db45a4983f',
  body: `query SalesImports($first: Int!, $after: String) {
  importJobs(first: $first, after: $after) {
    totalCount
    nodes {
      ...ImportSummary
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}

fragment ImportSummary on ImportJob {
  id
  fileName
  fileSize
  status
  createdAt
  finishedAt
  progress {
    rowsTotal
    rowsDone
    documentsCreated
    documentsRecognised
    documentsSkipped
    documentsReplaced
    rowsRejected
    productsCreated
    customersCreated
  }
}`,
}

export const SalesLatestDocuments: GraphOperation<SalesLatestDocumentsQuery, SalesLatestDocumentsQueryVariables> = {
  name: 'SalesLatestDocuments',
  id: '4926baf5b129178ee7e150312abd39692c25aa3e6a67264a34bb5e02ae89bc03',
  body: `query SalesLatestDocuments($month: String, $first: Int!) {
  workbench(month: $month) {
    lastOrders(first: $first) {
      id
      kind
      number
      status
      orderedAt
      customer {
        id
        name
      }
      total {
        amount
        currency
      }
    }
  }
}`,
}

export const SalesOrder: GraphOperation<SalesOrderQuery, SalesOrderQueryVariables> = {
  name: 'SalesOrder',
  id: '46e5d7bc7bc200aacdc833067b824edde88b3d5855225046b9d0ddc9b42435a7',
  body: `query SalesOrder($id: ID!) {
  order(id: $id) {
    ...OrderDetail
  }
}

fragment OrderDetail on Order {
  id
  kind
  number
  status
  customer {
    id
    code
    name
    country
    phone
    email
    address
  }
  orderedAt
  note
  deliveryNote
  lines {
    id
    description
    quantity
    left
    unitPrice
    discount
    amount {
      amount
      currency
    }
    product {
      id
      code
      name
      unit
      kind
    }
  }
  total {
    amount
    currency
  }
  creditOf {
    id
    number
  }
  creditNotes {
    id
    number
    orderedAt
    note
    total {
      amount
      currency
    }
  }
  allowedActions
  isImported
  version
}`,
}

export const SalesOrderActivity: GraphOperation<SalesOrderActivityQuery, SalesOrderActivityQueryVariables> = {
  name: 'SalesOrderActivity',
  id: '342161cad40baa03654582f802a97f5b444a093bd3a66d0edac736f3b3b06f33',
  body: `query SalesOrderActivity($id: ID!, $after: String) {
  order(id: $id) {
    id
    activity(first: 20, after: $after) {
      nodes {
        ...OrderActivityEntry
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}

fragment OrderActivityEntry on OrderActivity {
  id
  at
  action
  user {
    id
    displayName
  }
  changes {
    field
    item
    before
    after
  }
  creditNote {
    id
    number
  }
}`,
}

export const SalesOrderOfDraft: GraphOperation<SalesOrderOfDraftQuery, SalesOrderOfDraftQueryVariables> = {
  name: 'SalesOrderOfDraft',
  id: '94d093823314a27460643a4e1a9010fa5cbcd9fd6e18adad7795d2cab5aed519',
  body: `query SalesOrderOfDraft($idempotencyKey: ID!) {
  orderOfDraft(idempotencyKey: $idempotencyKey) {
    id
    number
  }
}`,
}

export const SalesOrderStock: GraphOperation<SalesOrderStockQuery, SalesOrderStockQueryVariables> = {
  name: 'SalesOrderStock',
  id: '048e645ad875e5bfc937ab9c2d347e65980bf3a5a0ca072a6c23d4a107f453c3',
  body: `query SalesOrderStock($id: ID!) {
  order(id: $id) {
    id
    lines {
      id
      product {
        id
        kind
        stock {
          available
        }
        stockRule {
          isTracked
        }
      }
    }
  }
}`,
}

export const SalesOrders: GraphOperation<SalesOrdersQuery, SalesOrdersQueryVariables> = {
  name: 'SalesOrders',
  id: '62dc81aff33d34e76d9de08e4bc6d46bc8e680a28ceb1e29daf18e2a381742f4',
  body: `query SalesOrders($first: Int!, $after: String, $filter: OrderFilter, $sort: OrderSort) {
  orders(
    first: $first
    after: $after
    filter: $filter
    sort: $sort
    countTo: 1000
  ) {
    nodes {
      ...OrderRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
    isCapped
    totalAmount {
      amount
      currency
    }
    sums {
      sales {
        amount
        currency
      }
      orders {
        count
      }
      creditNotes {
        count
      }
      drafts {
        ...Tally
      }
      cancelled {
        ...Tally
      }
    }
  }
}

fragment OrderRow on Order {
  id
  kind
  number
  status
  customer {
    id
    name
  }
  orderedAt
  lineCount
  waitingDays
  total {
    amount
    currency
  }
}

fragment Tally on DocumentTally {
  count
  amount {
    amount
    currency
  }
}`,
}

export const SalesPeriod: GraphOperation<SalesPeriodQuery, SalesPeriodQueryVariables> = {
  name: 'SalesPeriod',
  id: '5c754d686035afdd6676763dd505e2d78540962cc17a133ea5950359e85bfaa6',
  body: `query SalesPeriod {
  newest: orders(first: 1, sort: DATE_DESC) {
    nodes {
      orderedAt
    }
  }
  oldest: orders(first: 1, sort: DATE_ASC) {
    nodes {
      orderedAt
    }
  }
}`,
}

export const SalesPreviewImport: GraphOperation<SalesPreviewImportMutation, SalesPreviewImportMutationVariables> = {
  name: 'SalesPreviewImport',
  id: 'aa0f6de432cb8fbe85d1d1e10f5a22d4d0de79772f67e4b9ebcb55fe6272d86d',
  body: `mutation SalesPreviewImport($id: ID!, $mapping: ImportMappingInput, $reading: ImportReadingInput, $decisions: [ImportDecisionInput!]) {
  previewImport(
    id: $id
    mapping: $mapping
    reading: $reading
    decisions: $decisions
  ) {
    ...ImportDetail
  }
}

fragment ImportDetail on ImportJob {
  ...ImportSummary
  startedAt
  columns {
    index
    header
    suggested
  }
  sample
  mapping {
    columns {
      field
      column
      dateFormat
      timeZone
      decimalMark
      discountUnit
    }
    dateFormat
    timeZone
    decimalMark
  }
  reading {
    kind
    sheets
    sheet
    encoding
    encodingConfidence
    encodings {
      encoding
      confidence
      examples
    }
    delimiter
    quotes
    headerLine
    trailingRows
    head {
      line
      cells
    }
    tail {
      line
      cells
    }
  }
  preview {
    line
    cells
    values {
      field
      value
    }
    problem {
      code
      message
    }
  }
  doubts {
    id
    code
    field
    column
    message
    facts {
      name
      value
    }
    choices {
      id
      message
      examples {
        raw
        read
      }
    }
    proposed
    chosen
    chosenBy
  }
  assumptions {
    code
    field
    message
    facts {
      name
      value
    }
  }
  normalisations {
    code
    field
    count
    example {
      raw
      read
    }
  }
  conflicts {
    id
    choice
    number
    isInFile
    existing {
      line
      orderId
      orderedAt
      customer
      lineCount
      total
    }
    incoming {
      line
      orderId
      orderedAt
      customer
      lineCount
      total
    }
  }
  conflictCount
  sums {
    currency
    outcome
    documents
    rows
    unreadRows
    amount
  }
  rowCount
  problemCount
  problems {
    row
    field
    code
    message
    value
  }
  failure {
    code
    message
  }
  rejectedUrl
}

fragment ImportSummary on ImportJob {
  id
  fileName
  fileSize
  status
  createdAt
  finishedAt
  progress {
    rowsTotal
    rowsDone
    documentsCreated
    documentsRecognised
    documentsSkipped
    documentsReplaced
    rowsRejected
    productsCreated
    customersCreated
  }
}`,
}

export const SalesProductChoiceStock: GraphOperation<SalesProductChoiceStockQuery, SalesProductChoiceStockQueryVariables> = {
  name: 'SalesProductChoiceStock',
  id: '93c3208637f4ed2a8af5dcb7a866f777d8824bd70d79ab89ebbe03c28b3e0789',
  body: `query SalesProductChoiceStock($search: String, $first: Int!) {
  products(search: $search, first: $first) {
    nodes {
      id
      kind
      stock {
        available
      }
      stockRule {
        isTracked
      }
    }
  }
}`,
}

export const SalesProductChoices: GraphOperation<SalesProductChoicesQuery, SalesProductChoicesQueryVariables> = {
  name: 'SalesProductChoices',
  id: '2fdbb179373a480235f235c8042d5f5f60ba5458ac1c85493bc5fbac0bea47de',
  body: `query SalesProductChoices($search: String, $first: Int!) {
  products(search: $search, first: $first) {
    nodes {
      ...ProductChoice
    }
  }
}

fragment ProductChoice on Product {
  id
  code
  name
  unit
  kind
  isActive
  listPrice {
    amount
    currency
  }
}`,
}

export const SalesProductStock: GraphOperation<SalesProductStockQuery, SalesProductStockQueryVariables> = {
  name: 'SalesProductStock',
  id: '3569dbfda54e45bcda905f507e2d718e43fe9fb03b68849b7d0a3d538f4040f7',
  body: `query SalesProductStock($id: ID!) {
  product(id: $id) {
    id
    kind
    stock {
      available
    }
    stockRule {
      isTracked
    }
  }
}`,
}

export const SalesReport: GraphOperation<SalesReportQuery, SalesReportQueryVariables> = {
  name: 'SalesReport',
  id: '244b6ee622a4925d183409e592ca7a78b3223ccaa5e156bffffcd89bf9c75cab',
  body: `query SalesReport($from: String!, $to: String!) {
  salesReport(from: $from, to: $to) {
    state
    share
    asOf
    differs
    months {
      month
      total {
        amount
        currency
      }
      orderCount
      creditTotal {
        amount
        currency
      }
    }
    statuses {
      kind
      status
      count
      total {
        amount
        currency
      }
    }
    products {
      product {
        id
        code
        name
      }
      quantity
      total {
        amount
        currency
      }
    }
  }
}`,
}

export const SalesShipOrder: GraphOperation<SalesShipOrderMutation, SalesShipOrderMutationVariables> = {
  name: 'SalesShipOrder',
  id: '2ac69eaf65dff05232443afaae7b78873622c7b6537dce2e4e56af81b783f8bb',
  body: `mutation SalesShipOrder($id: ID!, $version: Int!) {
  shipOrder(id: $id, version: $version) {
    ...OrderDetail
  }
}

fragment OrderDetail on Order {
  id
  kind
  number
  status
  customer {
    id
    code
    name
    country
    phone
    email
    address
  }
  orderedAt
  note
  deliveryNote
  lines {
    id
    description
    quantity
    left
    unitPrice
    discount
    amount {
      amount
      currency
    }
    product {
      id
      code
      name
      unit
      kind
    }
  }
  total {
    amount
    currency
  }
  creditOf {
    id
    number
  }
  creditNotes {
    id
    number
    orderedAt
    note
    total {
      amount
      currency
    }
  }
  allowedActions
  isImported
  version
}`,
}

export const SalesShipped: GraphOperation<SalesShippedQuery, SalesShippedQueryVariables> = {
  name: 'SalesShipped',
  id: '369f20ea2aa08bd6794ac9063305367a533732a629ff3b2caf3c82c3bf51ede0',
  body: `query SalesShipped($month: String) {
  workbench(month: $month) {
    month
    shippedToday
    shippedThisMonth
  }
}`,
}

export const SalesStartImport: GraphOperation<SalesStartImportMutation, SalesStartImportMutationVariables> = {
  name: 'SalesStartImport',
  id: '75ec807943f0808d7ccbd611c9da9c0f8832156a903e296a4b28aed5401c3bd7',
  body: `mutation SalesStartImport($id: ID!, $mapping: ImportMappingInput!) {
  startImport(id: $id, mapping: $mapping) {
    ...ImportDetail
  }
}

fragment ImportDetail on ImportJob {
  ...ImportSummary
  startedAt
  columns {
    index
    header
    suggested
  }
  sample
  mapping {
    columns {
      field
      column
      dateFormat
      timeZone
      decimalMark
      discountUnit
    }
    dateFormat
    timeZone
    decimalMark
  }
  reading {
    kind
    sheets
    sheet
    encoding
    encodingConfidence
    encodings {
      encoding
      confidence
      examples
    }
    delimiter
    quotes
    headerLine
    trailingRows
    head {
      line
      cells
    }
    tail {
      line
      cells
    }
  }
  preview {
    line
    cells
    values {
      field
      value
    }
    problem {
      code
      message
    }
  }
  doubts {
    id
    code
    field
    column
    message
    facts {
      name
      value
    }
    choices {
      id
      message
      examples {
        raw
        read
      }
    }
    proposed
    chosen
    chosenBy
  }
  assumptions {
    code
    field
    message
    facts {
      name
      value
    }
  }
  normalisations {
    code
    field
    count
    example {
      raw
      read
    }
  }
  conflicts {
    id
    choice
    number
    isInFile
    existing {
      line
      orderId
      orderedAt
      customer
      lineCount
      total
    }
    incoming {
      line
      orderId
      orderedAt
      customer
      lineCount
      total
    }
  }
  conflictCount
  sums {
    currency
    outcome
    documents
    rows
    unreadRows
    amount
  }
  rowCount
  problemCount
  problems {
    row
    field
    code
    message
    value
  }
  failure {
    code
    message
  }
  rejectedUrl
}

fragment ImportSummary on ImportJob {
  id
  fileName
  fileSize
  status
  createdAt
  finishedAt
  progress {
    rowsTotal
    rowsDone
    documentsCreated
    documentsRecognised
    documentsSkipped
    documentsReplaced
    rowsRejected
    productsCreated
    customersCreated
  }
}`,
}

export const SalesUndoShipment: GraphOperation<SalesUndoShipmentMutation, SalesUndoShipmentMutationVariables> = {
  name: 'SalesUndoShipment',
  id: '997a12f9cb2f787c20890a1cd21cd7d0ff13e0a5c89be6ba9170cfb0fadafe81',
  body: `mutation SalesUndoShipment($id: ID!, $version: Int!) {
  undoShipment(id: $id, version: $version) {
    ...OrderDetail
  }
}

fragment OrderDetail on Order {
  id
  kind
  number
  status
  customer {
    id
    code
    name
    country
    phone
    email
    address
  }
  orderedAt
  note
  deliveryNote
  lines {
    id
    description
    quantity
    left
    unitPrice
    discount
    amount {
      amount
      currency
    }
    product {
      id
      code
      name
      unit
      kind
    }
  }
  total {
    amount
    currency
  }
  creditOf {
    id
    number
  }
  creditNotes {
    id
    number
    orderedAt
    note
    total {
      amount
      currency
    }
  }
  allowedActions
  isImported
  version
}`,
}

export const SalesUpdateOrder: GraphOperation<SalesUpdateOrderMutation, SalesUpdateOrderMutationVariables> = {
  name: 'SalesUpdateOrder',
  id: '1297186ab192ed0fec0e87e797c4cfbb5f0882bd1749e8a2f770cca7a1aaacfc',
  body: `mutation SalesUpdateOrder($id: ID!, $version: Int!, $input: OrderInput!) {
  updateOrder(id: $id, version: $version, input: $input) {
    ...OrderDetail
  }
}

fragment OrderDetail on Order {
  id
  kind
  number
  status
  customer {
    id
    code
    name
    country
    phone
    email
    address
  }
  orderedAt
  note
  deliveryNote
  lines {
    id
    description
    quantity
    left
    unitPrice
    discount
    amount {
      amount
      currency
    }
    product {
      id
      code
      name
      unit
      kind
    }
  }
  total {
    amount
    currency
  }
  creditOf {
    id
    number
  }
  creditNotes {
    id
    number
    orderedAt
    note
    total {
      amount
      currency
    }
  }
  allowedActions
  isImported
  version
}`,
}
