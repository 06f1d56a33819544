import { defineMessages } from '@portico/shared-ui'

export const textsMessages = defineMessages({
  en: {
    title: 'Title',
    titleHint: 'What people see when their page switches to it.',
    notes: 'What is new',
    notesHint: 'Shown to users with the title. Leave both empty for none.',
    'zh-CN': 'Chinese',
    en: 'English',
    inLanguage: (label: string, language: string) => `${label}, ${language}`,
    titleProblem: 'Give the title in this language too',
    notesProblem: 'Give the notes in both languages, or in none',
  },
  'zh-CN': {
    title: '标题',
    titleHint: '页面切换到该发布时用户会看到。',
    notes: '更新说明',
    notesHint: '与标题一起显示给用户。两种语言都留空表示没有说明。',
    'zh-CN': '中文',
    en: '英文',
    inLanguage: (label, language) => `${label}（${language}）`,
    titleProblem: '请填写该语言的标题',
    notesProblem: '请两种语言都填写，或都留空',
  },
})
