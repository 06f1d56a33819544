import type { ImportStatus } from '@portico/sales-contract'
import { localClock, type TableColumn, type TableLanguage } from '@portico/service-kit'
import type { StoredJob } from './job/job.ts'

/** The words of the sales app. */
const STATUSES: Record<TableLanguage, Record<ImportStatus, string>> = {
  en: {
    UPLOADED: 'Columns to choose',
    PREVIEWED: 'Ready to start',
    QUEUED: 'Waiting',
    RUNNING: 'Running',
    DONE: 'Done',
    FAILED: 'Failed',
    CANCELLED: 'Cancelled',
  },
  'zh-CN': {
    UPLOADED: '待选择列',
    PREVIEWED: '可以开始',
    QUEUED: '等待中',
    RUNNING: '进行中',
    DONE: '已完成',
    FAILED: '失败',
    CANCELLED: '已取消',
  },
}

type Counted = keyof StoredJob['progress']

function countColumn(key: Counted, en: string, zh: string): TableColumn<StoredJob> {
  return { header: { en, 'zh-CN': zh }, kind: 'NUMBER', value: ({ progress }) => String(progress[key]) }
}

/** Times by the clock of `timeZone`. */
export function importColumns(timeZone: string): readonly TableColumn<StoredJob>[] {
  const clock = localClock(timeZone)
  return [
    { header: { en: 'File', 'zh-CN': '文件' }, kind: 'TEXT', value: ({ fileName }) => fileName },
    {
      header: { en: 'When', 'zh-CN': '时间' },
      kind: 'TIME',
      value: ({ createdAt }) => clock(createdAt.toISOString()),
    },
    {
      header: { en: 'Size in bytes', 'zh-CN': '大小（字节）' },
      kind: 'NUMBER',
      value: ({ fileSize }) => String(fileSize),
    },
    {
      header: { en: 'Status', 'zh-CN': '状态' },
      kind: 'TEXT',
      value: ({ status }, language) => STATUSES[language][status],
    },
    countColumn('rowsTotal', 'Rows', '行数'),
    countColumn('documentsCreated', 'Documents created', '新建单据'),
    countColumn('documentsRecognised', 'Documents recognised', '已识别单据'),
    countColumn('documentsReplaced', 'Documents replaced', '已替换单据'),
    countColumn('documentsSkipped', 'Documents left out', '已跳过单据'),
    countColumn('rowsRejected', 'Rows with a problem', '有问题的行'),
  ]
}
