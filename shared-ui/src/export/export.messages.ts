import { defineMessages } from '../messages/messages.ts'

export const exportMessages = defineMessages({
  en: {
    export: 'Export',
    csv: 'CSV',
    xlsx: 'Excel',
    as: (format: string, count: string) => (count ? `${format} · ${count}` : format),
    running: (size: string) => `Exporting… ${size}`,
    cancel: 'Cancel the export',
    done: 'The export is saved.',
    failed: 'Not exported',
    retry: 'Try again',
  },
  'zh-CN': {
    export: '导出',
    csv: 'CSV',
    xlsx: 'Excel',
    as: (format, count) => (count ? `${format} · ${count}` : format),
    running: size => `正在导出… ${size}`,
    cancel: '取消导出',
    done: '导出文件已保存。',
    failed: '未能导出',
    retry: '重试',
  },
})
