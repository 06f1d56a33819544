import Type from 'typebox'

export const TABLE_LANGUAGES = ['en', 'zh-CN'] as const
export const TABLE_FORMATS = ['csv', 'xlsx'] as const

/** What every export is asked with besides the filter of its list. */
export const TableQuery = Type.Object({
  format: Type.Optional(Type.Enum([...TABLE_FORMATS], { description: 'csv unless said.' })),
  language: Type.Optional(
    Type.Enum([...TABLE_LANGUAGES], { description: 'Of headers and words; en unless said.' }),
  ),
  timeZone: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'UTC unless said.' })),
})
