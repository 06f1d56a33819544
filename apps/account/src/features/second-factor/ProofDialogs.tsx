import { useShell } from '@portico/micro-app/react'
import { useMessages } from '@portico/shared-ui/react'
import { useMutation } from '@tanstack/react-query'
import { Form, Modal } from 'antd'
import type { ReactNode } from 'react'
import { AccountRenewRecoveryCodes, AccountSwitchSecondFactorOff } from '../../graph/graph.generated.ts'
import { type Proof, ProofFields } from './ProofFields.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { secondFactorMessages } from './second-factor.messages.ts'
import { useRefreshSecondFactor } from './use-second-factor.ts'

const TIMEOUT_MS = 20_000
const FORM = 'second-factor-proof'

export function RenewDialog({ onClose }: { onClose: () => void }): ReactNode {
  const t = useMessages(secondFactorMessages)
  const { graph } = useShell()
  const refresh = useRefreshSecondFactor()
  const [form] = Form.useForm<Proof>()
  const renew = useMutation({
    mutationFn: async (proof: Proof) =>
      (await graph.execute(AccountRenewRecoveryCodes, proof, { timeoutMs: TIMEOUT_MS })).renewRecoveryCodes,
    onSuccess: refresh,
  })
  const isDone = renew.data !== undefined
  return (
    <Modal
      open
      title={isDone ? t.codesTitle : t.renewTitle}
      okText={isDone ? t.kept : t.renew}
      cancelText={t.cancel}
      maskClosable={false}
      onCancel={onClose}
      confirmLoading={renew.isPending}
      okButtonProps={isDone ? { onClick: onClose } : { htmlType: 'submit', form: FORM }}
      {...(isDone && { cancelButtonProps: { hidden: true } })}
    >
      {isDone ? (
        <RecoveryCodes codes={renew.data} />
      ) : (
        <>
          <p>{t.renewText}</p>
          <ProofFields
            form={form}
            formId={FORM}
            asks={['password', 'code']}
            codeLabel={t.code}
            error={renew.error}
            onSubmit={proof => renew.mutate(proof)}
          />
        </>
      )}
    </Modal>
  )
}

export function SwitchOffDialog({ onClose }: { onClose: () => void }): ReactNode {
  const t = useMessages(secondFactorMessages)
  const { graph, notify } = useShell()
  const refresh = useRefreshSecondFactor()
  const [form] = Form.useForm<Proof>()
  const off = useMutation({
    mutationFn: (proof: Proof) =>
      graph.execute(AccountSwitchSecondFactorOff, proof, { timeoutMs: TIMEOUT_MS }),
    onSuccess: async () => {
      await refresh()
      notify.success(t.isOff)
      onClose()
    },
  })
  return (
    <Modal
      open
      title={t.offTitle}
      okText={t.switchOff}
      cancelText={t.cancel}
      maskClosable={false}
      onCancel={onClose}
      confirmLoading={off.isPending}
      okButtonProps={{ htmlType: 'submit', form: FORM, danger: true }}
    >
      <p>{t.offText}</p>
      <ProofFields
        form={form}
        formId={FORM}
        asks={['password', 'code']}
        codeLabel={t.code}
        error={off.error}
        onSubmit={proof => off.mutate(proof)}
      />
    </Modal>
  )
}
