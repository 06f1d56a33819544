import { useShell } from '@portico/micro-app/react'
import { useMessages } from '@portico/shared-ui/react'
import { useMutation } from '@tanstack/react-query'
import { Form, Modal } from 'antd'
import type { ReactNode } from 'react'
import {
  AccountConfirmSecondFactor,
  AccountOfferSecondFactor,
  type AccountOfferSecondFactorMutation,
} from '../../graph/graph.generated.ts'
import { type Proof, ProofFields } from './ProofFields.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { secondFactorMessages } from './second-factor.messages.ts'
import { useRefreshSecondFactor } from './use-second-factor.ts'

/** A hash on a busy machine, and its turn before it. */
const TIMEOUT_MS = 20_000
const FORM = 'second-factor-set-up'

/** Password, then the picture and its first code, then the recovery codes, which are shown this once. */
export function SetUpDialog({ onClose }: { onClose: () => void }): ReactNode {
  const t = useMessages(secondFactorMessages)
  const { graph } = useShell()
  const refresh = useRefreshSecondFactor()
  const [form] = Form.useForm<Proof>()
  const offer = useMutation({
    mutationFn: async ({ password }: Proof) =>
      (await graph.execute(AccountOfferSecondFactor, { password }, { timeoutMs: TIMEOUT_MS }))
        .offerSecondFactor,
  })
  const confirm = useMutation({
    mutationFn: async ({ code }: Proof) =>
      (await graph.execute(AccountConfirmSecondFactor, { code })).confirmSecondFactor,
    onSuccess: refresh,
  })
  const step = offer.data ? confirm : offer
  const isDone = confirm.data !== undefined
  return (
    <Modal
      open
      title={isDone ? t.codesTitle : t.setUpTitle}
      okText={isDone ? t.kept : t.next}
      cancelText={t.cancel}
      maskClosable={false}
      onCancel={onClose}
      confirmLoading={step.isPending}
      okButtonProps={isDone ? { onClick: onClose } : { htmlType: 'submit', form: FORM }}
      {...(isDone && { cancelButtonProps: { hidden: true } })}
    >
      {offer.data && !isDone && <Picture offer={offer.data} />}
      {isDone ? (
        <RecoveryCodes codes={confirm.data} />
      ) : (
        <ProofFields
          key={offer.data ? 'code' : 'password'}
          form={form}
          formId={FORM}
          asks={offer.data ? ['code'] : ['password']}
          codeLabel={t.appCode}
          error={step.error}
          onSubmit={proof => step.mutate(proof)}
        />
      )}
    </Modal>
  )
}

function Picture({
  offer: { qr, secret },
}: {
  offer: AccountOfferSecondFactorMutation['offerSecondFactor']
}): ReactNode {
  const t = useMessages(secondFactorMessages)
  const size = qr.size + 8
  return (
    <>
      <p>{t.scan}</p>
      <svg className="account-qr" role="img" aria-label={t.qrLabel} viewBox={`-4 -4 ${size} ${size}`}>
        <path d={qr.path} />
      </svg>
      <p className="account-secret">
        {t.secret} <code>{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
    </>
  )
}
