import type { CacheFigures } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { Button, Input, Modal, Select } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { ProblemNotice } from '../reason/ProblemNotice.tsx'
import { cacheMessages } from './cache.messages.ts'
import { type CacheDrop, useDropCache } from './use-cache.ts'

const ALL = 'all'

export function DropCacheButton({ figures }: { figures: CacheFigures | null }): ReactNode {
  const t = useMessages(cacheMessages)
  const drop = useDropCache()
  const [isAsking, setAsking] = useState(false)
  const [tenant, setTenant] = useState('')
  const [what, setWhat] = useState(ALL)
  const [reason, setReason] = useState('')
  const ids = { tenant: useId(), what: useId(), reason: useId() }
  const wanted = dropOf(tenant.trim(), what, reason.trim())
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        {t.drop}
      </Button>
      <Modal
        open={isAsking}
        title={t.dropTitle}
        okText={t.drop}
        okButtonProps={{ danger: true, disabled: wanted === null }}
        confirmLoading={drop.isPending}
        cancelText={t.cancel}
        onOk={() => wanted && drop.mutate(wanted, { onSuccess: () => setAsking(false) })}
        onCancel={() => setAsking(false)}
      >
        {drop.isError && <ProblemNotice error={drop.error} />}
        <p>{t.dropText}</p>
        <p>
          <label htmlFor={ids.tenant}>{t.tenant}</label>
          <Input
            id={ids.tenant}
            value={tenant}
            maxLength={100}
            onChange={({ target }) => setTenant(target.value)}
          />
        </p>
        <p>
          <label htmlFor={ids.what}>{t.what}</label>
          <Select
            id={ids.what}
            value={what}
            onChange={setWhat}
            options={optionsOf(figures, t.whatAll)}
            style={{ width: '100%' }}
          />
        </p>
        <p>
          <label htmlFor={ids.reason}>{t.reason}</label>
          <Input
            id={ids.reason}
            value={reason}
            maxLength={2000}
            onChange={({ target }) => setReason(target.value)}
          />
        </p>
      </Modal>
    </>
  )
}

function optionsOf(figures: CacheFigures | null, all: string) {
  const operations =
    figures?.operations.map(({ name }) => ({ value: `operation ${name}`, label: name })) ?? []
  const entities = figures?.entities.map(({ name }) => ({ value: `entity ${name}`, label: name })) ?? []
  return [{ value: ALL, label: all }, ...operations, ...entities]
}

/** Null: something is not filled in yet. */
function dropOf(tenant: string, what: string, reason: string): CacheDrop | null {
  if (tenant === '' || reason === '') return null
  const [kind, name = ''] = what.split(' ')
  if (kind === 'operation') return { tenant, reason, operation: name }
  return kind === 'entity' ? { tenant, reason, entity: name } : { tenant, reason }
}
