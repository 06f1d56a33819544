import { useShell } from '@portico/micro-app/react'
import { errorCodeOf, useMessages } from '@portico/shared-ui/react'
import { Button, Form } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { FailureAlert } from '../../common/Failure.tsx'
import { teamMessages } from '../../common/team.messages.ts'
import { useFailureText } from '../../common/use-failure-text.ts'
import type { TeamSsoFragment } from '../../graph/graph.generated.ts'
import { useRoles } from '../roles/use-roles.ts'
import { AccessFields } from './AccessFields.tsx'
import { ClientFields } from './ClientFields.tsx'
import { SsoConflict } from './SsoConflict.tsx'
import { ssoMessages } from './sso.messages.ts'
import { refusedFieldsOf } from './sso-errors.ts'
import { inputOf, type TypedSso, typedOf } from './sso-input.ts'
import { useSaveSso, useSso } from './use-sso.ts'

interface SsoFormProps {
  settings: TeamSsoFragment | null
  /** What the form begins with. The settings may still be the old ones just after they were removed. */
  initial: TeamSsoFragment | null
}

export function SsoForm({ settings, initial }: SsoFormProps): ReactNode {
  const t = useMessages(ssoMessages)
  const words = useMessages(teamMessages)
  const { notify, session, tabs } = useShell()
  const textOf = useFailureText()
  const [form] = Form.useForm<TypedSso>()
  const [isDirty, setDirty] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  /** Of what the form was filled from: it may be older than `settings`, which are read again in between. */
  const [version, setVersion] = useState(initial?.version ?? null)
  const [isOvertaken, setOvertaken] = useState(false)
  const sso = useSso()
  const save = useSaveSso()
  const roles = useRoles()
  useEffect(() => {
    tabs.setDirty(isDirty)
    return () => tabs.setDirty(false)
  }, [tabs, isDirty])
  const fill = (from: TeamSsoFragment | null) => {
    form.setFieldsValue(typedOf(from))
    setVersion(from?.version ?? null)
    setOvertaken(false)
    setDirty(false)
  }
  const submit = (typed: TypedSso) => {
    setFailure(null)
    setOvertaken(false)
    const change = { input: inputOf(typed), version }
    save.mutate(change, {
      onSuccess: saved => {
        fill(saved)
        notify.success(t.saved)
      },
      onError: error => showFailure(error, typed),
    })
  }
  /** At the fields it is about; above the form when it is about none. */
  const showFailure = async (error: unknown, typed: TypedSso) => {
    if (errorCodeOf(error) === 'VERSION_CONFLICT') {
      const { data: theirs, error: unread } = await sso.refetch()
      if (theirs === undefined || unread) setFailure(error)
      else {
        setVersion(theirs?.version ?? null)
        setOvertaken(true)
      }
      return
    }
    const { data } = await roles.refetch()
    const names = refusedFieldsOf(error, typed, { roles: data?.items ?? [], session })
    form.setFields(names.map(name => ({ name, errors: [textOf(error)] })))
    if (names[0]) form.scrollToField(names[0], { focus: true })
    else setFailure(error)
  }
  return (
    <section className="p-card team-pad" aria-label={t.settings}>
      <h2>{t.settings}</h2>
      <FailureAlert error={failure} />
      {isOvertaken && <SsoConflict theirs={settings} onTake={() => fill(settings)} />}
      <Form
        form={form}
        layout="vertical"
        className="team-form"
        requiredMark={false}
        initialValues={typedOf(initial)}
        scrollToFirstError={{ focus: true }}
        onValuesChange={() => setDirty(true)}
        onFinish={submit}
      >
        <ClientFields settings={settings} />
        <AccessFields />
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {words.save}
        </Button>
      </Form>
    </section>
  )
}
