import { GraphError } from '@portico/micro-app'
import type { Answers } from '@portico/testing'
import { openApp } from '@portico/testing/vitest'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import * as account from '../entry.tsx'

const off = { isOn: false, isRequired: false, confirmedAt: null, recoveryCodesLeft: 0 }
const on = { isOn: true, isRequired: false, confirmedAt: '2026-11-20T09:00:00Z', recoveryCodesLeft: 9 }
const offer = { secret: 'ABCDEFGHIJKLMNOP', uri: 'otpauth://x', qr: { size: 25, path: 'M0 0h1v1h-1z' } }
const codes = ['8f3k-2mwa-zq0p-7c1d', '12nm-9d4q-g37f-0k8f']

async function openAccount(answers: Answers, permissions?: string[]) {
  const { shell } = await openApp('account', account, {
    path: '/account',
    answers: { AccountSessions: { ownSessions: [] }, ...answers },
    ...(permissions && { session: { permissions } }),
  })
  return shell
}

test('a second factor is set up by password, picture and code, and its recovery codes are shown once', async () => {
  const shell = await openAccount({
    AccountSecondFactor: { secondFactor: off },
    AccountOfferSecondFactor: { offerSecondFactor: offer },
    AccountConfirmSecondFactor: { confirmSecondFactor: codes },
  })
  await userEvent.click(await screen.findByRole('button', { name: 'Set up' }))
  const dialog = within(await screen.findByRole('dialog'))
  await userEvent.type(dialog.getByLabelText('Your password'), 'lodge tangle prism{Enter}')
  expect(await dialog.findByRole('img', { name: 'QR code for your authenticator app' })).toBeDefined()
  expect(dialog.getByText('ABCD EFGH IJKL MNOP')).toBeDefined()
  await userEvent.type(dialog.getByLabelText('Code of the app'), '123 456{Enter}')
  expect(await dialog.findByText(codes[0] ?? '')).toBeDefined()
  await userEvent.click(dialog.getByRole('button', { name: 'I have kept them' }))
  await waitFor(() => expect(screen.queryByText(codes[0] ?? '')).toBeNull())
  const sent = shell.graph.calls.map(({ name, variables }) => [name, variables])
  expect(sent).toContainEqual(['AccountOfferSecondFactor', { password: 'lodge tangle prism' }])
  expect(sent).toContainEqual(['AccountConfirmSecondFactor', { code: '123 456' }])
})

test('switching off asks for password and code, and says which of them was wrong', async () => {
  await openAccount({
    AccountSecondFactor: { secondFactor: on },
    AccountSwitchSecondFactorOff: new GraphError('SECOND_FACTOR_FAILED', 'wrong'),
  })
  expect(await screen.findByText(/9 recovery codes are left/)).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Switch off' }))
  const dialog = within(await screen.findByRole('dialog'))
  await userEvent.type(dialog.getByLabelText('Your password'), 'lodge tangle prism')
  await userEvent.type(dialog.getByLabelText('Code of the app, or a recovery code'), '000000')
  await userEvent.click(dialog.getByRole('button', { name: 'Switch off' }))
  expect((await dialog.findByRole('alert')).textContent).toMatch(/wrong, too old, or was used/)
})

test('who administers people is offered to ask all users, a clerk is not', async () => {
  const answers = { AccountSecondFactor: { secondFactor: off }, AccountRequireSecondFactor: {} }
  const shell = await openAccount(answers)
  await userEvent.click(await screen.findByRole('switch'))
  await waitFor(() =>
    expect(shell.graph.calls.map(({ variables }) => variables)).toContainEqual({ isRequired: true }),
  )
})

test('a clerk is not offered to ask all users', async () => {
  await openAccount({ AccountSecondFactor: { secondFactor: off } }, [])
  expect(await screen.findByRole('button', { name: 'Set up' })).toBeDefined()
  expect(screen.queryByRole('switch')).toBeNull()
})
