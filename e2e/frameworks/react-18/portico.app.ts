import type { AppDefinition } from '@portico/micro-app/manifest'

export default {
  name: 'react-18',
  title: { 'zh-CN': 'React 18', en: 'React 18' },
  icon: 'tag',
  base: '/react-18',
  menu: [{ path: '/', title: { 'zh-CN': 'React 18', en: 'React 18' } }],
  framework: 'react',
} satisfies AppDefinition
