import { expect, test } from 'vitest'
import { explainBaseline } from '../../src/dev-server/proxy/failures.ts'

const explain = explainBaseline('https://portico.example.com')
const fault = (code: string) => Object.assign(new Error('it failed'), { code })

test.each([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'BASELINE_CERTIFICATE'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'BASELINE_CERTIFICATE'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'BASELINE_CERTIFICATE'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'BASELINE_CERTIFICATE'],
  ['CERT_HAS_EXPIRED', 'BASELINE_CERTIFICATE'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'BASELINE_CERTIFICATE'],
  ['ECONNREFUSED', 'BASELINE_UNREACHABLE'],
  ['ENOTFOUND', 'BASELINE_UNREACHABLE'],
  ['ECONNRESET', 'BASELINE_UNREACHABLE'],
])('%s of a baseline is %s, with what to do', (cause, code) => {
  const { code: said, message, advice } = explain(fault(cause))
  expect(said).toBe(code)
  expect(message).toContain(cause)
  expect(advice).toContain(code === 'BASELINE_CERTIFICATE' ? 'NODE_EXTRA_CA_CERTS' : '--baseline')
})
