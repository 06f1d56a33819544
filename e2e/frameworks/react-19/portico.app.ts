import type { AppDefinition } from '@portico/micro-app/manifest'

export default {
  name: 'react-19',
  title: { 'zh-CN': 'React 19', en: 'React 19' },
  icon: 'tag',
  base: '/react-19',
  menu: [{ path: '/', title: { 'zh-CN': 'React 19', en: 'React 19' } }],
  framework: 'react',
} satisfies AppDefinition
