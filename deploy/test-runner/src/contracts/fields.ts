import type { OnField } from './schema-fit.ts'

/** `inner` is what callers send, `outer` what is read. */
export const askedField: OnField = (path, inner, _outer, isRequired) => {
  if (inner) return [`${path}: is not read any more`]
  return isRequired ? [`${path}: is new and must be sent; callers of the released contract do not`] : []
}

/** `inner` is what is answered now, `outer` what callers read. */
export const answeredField: OnField = (path, inner, _outer, isRequired) => {
  if (!inner) return [`${path}: is not answered any more`]
  return isRequired
    ? [`${path}: is new, so services that are in use do not answer it; make it Type.Optional`]
    : []
}
