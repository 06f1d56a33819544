import { defineMessages } from '@portico/shared-ui'

/** What a doubt asks, by its code. `fact` gives a fact of it by name. */
type Ask = (fact: (name: string) => string, field: string) => string

export const doubtMessages = defineMessages<Record<string, Ask>>({
  en: {
    ENCODING_UNSURE: () => 'Which encoding shows the text as it should be?',
    DELIMITER_UNSURE: () => 'What separates the columns?',
    QUOTE_OPEN: fact =>
      `A quotation mark opens in row ${fact('line')} and is never closed. How are quotation marks meant?`,
    HEADER_LINE_UNSURE: () => 'Which row names the columns?',
    COLUMN_GUESSED: (fact, field) => `Is “${fact('header')}” the ${field}? Its name does not say so.`,
    COLUMN_DOUBLED: (fact, field) =>
      `Several columns are called “${fact('header')}”. Which one is the ${field}?`,
    DECIMAL_MARK_AMBIGUOUS: (fact, field) => `${field}: what is ${fact('example')}?`,
    DATE_ORDER_AMBIGUOUS: (_fact, field) => `${field}: in which order are day, month and year?`,
    DISCOUNT_UNIT_AMBIGUOUS: (_fact, field) => `${field}: what do its numbers mean?`,
    CURRENCY_OTHER: fact =>
      `${fact('cells')} amounts are in ${fact('marks')}, but this shop counts in ${fact('currency')}.`,
    STATUS_NOT_SALE: fact =>
      `${fact('documents')} documents were cancelled or refunded (${fact('statuses')}), such as ${fact('example')}.`,
    TIME_ZONE_UNKNOWN: fact =>
      `${fact('cells')} rows name a time zone that is not known, or may be several: ${fact('zones')}.`,
    NUMBER_REUSED: fact =>
      `In the file, ${fact('documents')} numbers stand for several customers or days, such as ${fact('example')}.`,
    NUMBER_CONFLICT: fact =>
      `${fact('documents')} numbers belong to other documents here, such as ${fact('example')}.`,
  },
  'zh-CN': {
    ENCODING_UNSURE: () => '哪种编码显示的文字是对的？',
    DELIMITER_UNSURE: () => '各列用什么分隔？',
    QUOTE_OPEN: fact => `第 ${fact('line')} 行开始的引号没有结束。引号应如何理解？`,
    HEADER_LINE_UNSURE: () => '哪一行是列名？',
    COLUMN_GUESSED: (fact, field) => `“${fact('header')}”是${field}吗？列名没有说明。`,
    COLUMN_DOUBLED: (fact, field) => `有多列名为“${fact('header')}”。哪一列是${field}？`,
    DECIMAL_MARK_AMBIGUOUS: (fact, field) => `${field}：${fact('example')} 是多少？`,
    DATE_ORDER_AMBIGUOUS: (_fact, field) => `${field}：日、月、年的顺序是什么？`,
    DISCOUNT_UNIT_AMBIGUOUS: (_fact, field) => `${field}：其中的数字是什么意思？`,
    CURRENCY_OTHER: fact =>
      `有 ${fact('cells')} 个金额的币种是 ${fact('marks')}，而本店使用 ${fact('currency')}。`,
    STATUS_NOT_SALE: fact =>
      `有 ${fact('documents')} 张单据已取消或退款（${fact('statuses')}），例如 ${fact('example')}。`,
    TIME_ZONE_UNKNOWN: fact => `有 ${fact('cells')} 行的时区无法识别或含义不唯一：${fact('zones')}。`,
    NUMBER_REUSED: fact =>
      `文件中有 ${fact('documents')} 个编号对应多个客户或日期，例如 ${fact('example')}。`,
    NUMBER_CONFLICT: fact => `有 ${fact('documents')} 个编号在系统中属于其他单据，例如 ${fact('example')}。`,
  },
})

/** Choices by the code of their doubt and their id; what is not here speaks for itself (an encoding, a column). */
export const choiceMessages = defineMessages<Record<string, string>>({
  en: {
    'QUOTE_OPEN.TEXT': 'They are text and wrap nothing',
    'HEADER_LINE_UNSURE.0': 'None: the first row is data',
    'COLUMN_GUESSED.NONE': 'No column',
    'DECIMAL_MARK_AMBIGUOUS..': 'The point is the decimal mark',
    'DECIMAL_MARK_AMBIGUOUS.,': 'The comma is the decimal mark',
    'DATE_ORDER_AMBIGUOUS.DMY': 'Day, month, year',
    'DATE_ORDER_AMBIGUOUS.MDY': 'Month, day, year',
    'DATE_ORDER_AMBIGUOUS.YMD': 'Year, month, day',
    'DISCOUNT_UNIT_AMBIGUOUS.SHARE': 'A share: 0.15 is fifteen per cent',
    'DISCOUNT_UNIT_AMBIGUOUS.PERCENT': 'Per cent: 15 is fifteen per cent',
    'DISCOUNT_UNIT_AMBIGUOUS.AMOUNT': 'Money off the line',
    'CURRENCY_OTHER.HOLD_BACK': 'Hold those documents back',
    'CURRENCY_OTHER.TAKE_AS_OURS': 'Take the numbers as the shop’s money, as they stand',
    'STATUS_NOT_SALE.LEAVE_OUT': 'Leave them out, and list them',
    'STATUS_NOT_SALE.TAKE_AS_SALE': 'Import them as sales',
    'TIME_ZONE_UNKNOWN.HOLD_BACK': 'Leave their documents out, and list them',
    'TIME_ZONE_UNKNOWN.TAKE_FILE_ZONE': 'Their times are those of the file’s time zone',
    'NUMBER_REUSED.OTHER_SERIES': 'Each is a document of its own, in another series',
    'NUMBER_REUSED.REPLACE': 'The last one counts',
    'NUMBER_REUSED.SKIP': 'The first one counts; the others are left out',
    'NUMBER_REUSED.ONE_ORDER': 'They are one document',
    'NUMBER_CONFLICT.OTHER_SERIES': 'Keep both: those of the file in another series',
    'NUMBER_CONFLICT.REPLACE': 'Replace those here by those of the file',
    'NUMBER_CONFLICT.SKIP': 'Keep those here; leave those of the file out',
    'DELIMITER_UNSURE.,': 'Comma ,',
    'DELIMITER_UNSURE.;': 'Semicolon ;',
    'DELIMITER_UNSURE.\t': 'Tab',
    'DELIMITER_UNSURE.|': 'Bar |',
  },
  'zh-CN': {
    'QUOTE_OPEN.TEXT': '引号是文本，不包住任何内容',
    'HEADER_LINE_UNSURE.0': '没有：首行就是数据',
    'COLUMN_GUESSED.NONE': '没有这一列',
    'DECIMAL_MARK_AMBIGUOUS..': '点号是小数点',
    'DECIMAL_MARK_AMBIGUOUS.,': '逗号是小数点',
    'DATE_ORDER_AMBIGUOUS.DMY': '日、月、年',
    'DATE_ORDER_AMBIGUOUS.MDY': '月、日、年',
    'DATE_ORDER_AMBIGUOUS.YMD': '年、月、日',
    'DISCOUNT_UNIT_AMBIGUOUS.SHARE': '比例：0.15 表示百分之十五',
    'DISCOUNT_UNIT_AMBIGUOUS.PERCENT': '百分数：15 表示百分之十五',
    'DISCOUNT_UNIT_AMBIGUOUS.AMOUNT': '整行减免的金额',
    'CURRENCY_OTHER.HOLD_BACK': '保留这些单据，不导入',
    'CURRENCY_OTHER.TAKE_AS_OURS': '数字原样按本店币种导入',
    'STATUS_NOT_SALE.LEAVE_OUT': '不导入，并列出',
    'STATUS_NOT_SALE.TAKE_AS_SALE': '作为销售导入',
    'TIME_ZONE_UNKNOWN.HOLD_BACK': '不导入其单据，并列出',
    'TIME_ZONE_UNKNOWN.TAKE_FILE_ZONE': '按文件的时区理解',
    'NUMBER_REUSED.OTHER_SERIES': '各自成为一张单据，使用另一编号序列',
    'NUMBER_REUSED.REPLACE': '以最后一张为准',
    'NUMBER_REUSED.SKIP': '以第一张为准，其余跳过',
    'NUMBER_REUSED.ONE_ORDER': '它们是同一张单据',
    'NUMBER_CONFLICT.OTHER_SERIES': '都保留：文件中的使用另一编号序列',
    'NUMBER_CONFLICT.REPLACE': '用文件中的替换已有单据',
    'NUMBER_CONFLICT.SKIP': '保留已有单据，跳过文件中的',
    'DELIMITER_UNSURE.,': '逗号 ,',
    'DELIMITER_UNSURE.;': '分号 ;',
    'DELIMITER_UNSURE.\t': '制表符',
    'DELIMITER_UNSURE.|': '竖线 |',
  },
})
