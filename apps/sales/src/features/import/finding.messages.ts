import { defineMessages } from '@portico/shared-ui'

type Describe = (fact: (name: string) => string) => string

/** What was decided without asking, by its code. */
export const assumptionMessages = defineMessages<Record<string, Describe>>({
  en: {
    REMEMBERED: () =>
      'Columns and answers are those of the last file of this shape. Change what is different this time.',
    ENCODING: fact => `The text is read as ${fact('encoding')} (${fact('percent')} % sure).`,
    DELIMITER_NAMED: () => 'The file itself names what separates its columns.',
    QUOTES_ARE_TEXT: () => 'Quotation marks are part of the text and wrap nothing.',
    SHEET: fact => `The sheet ${fact('sheet')} is read.`,
    NO_HEADER: () => 'No row names the columns: the first row is data.',
    TITLE_ROWS: fact => `The columns are named in row ${fact('line')}; the rows above are a title.`,
    TOTALS_LEFT_OUT: fact => `Left out at the end as totals: ${fact('text')}`,
    DECIMAL_MARK: fact =>
      `The decimal mark is “${fact('mark')}”: ${fact('example')} becomes ${fact('read')}.`,
    DATE_ORDER: fact => `Dates are read so: ${fact('example')} becomes ${fact('read')}.`,
    EXCEL_DAYS: fact =>
      `${fact('cells')} dates are Excel’s day numbers: ${fact('example')} becomes ${fact('read')}.`,
    TIME_ZONE: fact => `Times without an offset are those of ${fact('timeZone')}.`,
    CUSTOMER_BY_NAME: () => 'Customers are distinguished by their name: the file has no code of theirs.',
    COLUMNS_NOT_READ: fact => `Columns that are not read: ${fact('columns')}`,
    CURRENCY: fact => `Amounts that name no currency are in ${fact('currency')}.`,
    CONFLICTS_NOT_ALL_FOUND: () =>
      'There are too many documents to look up all their numbers before; those that are taken are held back.',
  },
  'zh-CN': {
    REMEMBERED: () => '列和答案沿用上一个同类文件。如有不同请更改。',
    ENCODING: fact => `文本按 ${fact('encoding')} 读取（把握 ${fact('percent')}%）。`,
    DELIMITER_NAMED: () => '文件自身注明了列分隔符。',
    QUOTES_ARE_TEXT: () => '引号属于文本，不包住任何内容。',
    SHEET: fact => `读取工作表 ${fact('sheet')}。`,
    NO_HEADER: () => '没有列名行：首行就是数据。',
    TITLE_ROWS: fact => `列名在第 ${fact('line')} 行，其上的行是标题。`,
    TOTALS_LEFT_OUT: fact => `末尾作为合计忽略：${fact('text')}`,
    DECIMAL_MARK: fact => `小数点是“${fact('mark')}”：${fact('example')} 读作 ${fact('read')}。`,
    DATE_ORDER: fact => `日期读法：${fact('example')} 读作 ${fact('read')}。`,
    EXCEL_DAYS: fact => `${fact('cells')} 个日期是 Excel 的天数：${fact('example')} 读作 ${fact('read')}。`,
    TIME_ZONE: fact => `未注明时区的时间按 ${fact('timeZone')}。`,
    CUSTOMER_BY_NAME: () => '文件没有客户编码，按客户名称区分。',
    COLUMNS_NOT_READ: fact => `未读取的列：${fact('columns')}`,
    CURRENCY: fact => `未注明币种的金额按 ${fact('currency')}。`,
    CONFLICTS_NOT_ALL_FOUND: () => '单据太多，无法事先查询全部编号；已被占用的会保留不导入。',
  },
})

/** What was evened out, by its code. */
export const normalisationMessages = defineMessages<Record<string, string>>({
  en: {
    EXCEL_WRAPPING: 'Excel’s wrapping was taken off',
    INVISIBLE_CHARACTERS: 'Invisible characters were taken out',
    FULL_WIDTH: 'Full-width characters became ordinary ones',
    LETTER_CASE: 'Upper and lower case were made the same',
    NO_CUSTOMER_WORD: 'A word that means “no customer”',
    CARRIED_DOWN: 'Taken from the first row of the order',
    NUMBER_FROM_ABOVE: 'Rows without a number belong to the order above',
    ROUNDED: 'Rounded to four digits after the point',
    STATE_KEPT: 'The state of the order is kept',
  },
  'zh-CN': {
    EXCEL_WRAPPING: '去掉了 Excel 的包装',
    INVISIBLE_CHARACTERS: '去掉了不可见字符',
    FULL_WIDTH: '全角字符转为半角',
    LETTER_CASE: '统一了大小写',
    NO_CUSTOMER_WORD: '表示“无客户”的词',
    CARRIED_DOWN: '取自订单的首行',
    NUMBER_FROM_ABOVE: '没有编号的行归入上方订单',
    ROUNDED: '舍入到四位小数',
    STATE_KEPT: '保留了订单状态',
  },
})
