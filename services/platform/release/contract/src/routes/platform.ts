import { defineRoutes, IdParams, ItemsOf, PageQuery, VersionHeaders } from '@portico/service-contract'
import Type from 'typebox'
import { ADDRESSES } from '../shapes/addresses.ts'
import * as b from '../shapes/baseline.ts'
import * as c from '../shapes/cell.ts'
import { PageSchema } from '../shapes/page.ts'
import * as p from '../shapes/platform.ts'

const DONE = { 204: Type.Null() }

/** What those ask and do who run the platform. */
export const platformRoutes = defineRoutes({
  getBaseline: { ...ADDRESSES.getBaseline, schema: { response: { 200: b.BaselineEntrySchema } } },
  listBaselines: {
    ...ADDRESSES.listBaselines,
    schema: { querystring: PageQuery, response: { 200: PageSchema(b.BaselineEntrySchema) } },
  },
  returnToBaseline: {
    ...ADDRESSES.returnToBaseline,
    schema: { headers: VersionHeaders, body: b.ReturnBody, response: { 200: b.BaselineEntrySchema } },
  },
  stop: { ...ADDRESSES.stop, schema: { body: b.StopBody, response: { 200: b.StopAnswer } } },
  getTenantCell: {
    ...ADDRESSES.getTenantCell,
    schema: { params: c.TenantCellParams, response: { 200: c.TenantCellSchema } },
  },
  putTenantCell: {
    ...ADDRESSES.putTenantCell,
    schema: { params: c.TenantCellParams, body: c.TenantCellBody, response: { 200: c.TenantCellSchema } },
  },
  getSettings: { ...ADDRESSES.getSettings, schema: { response: { 200: p.SettingsSchema } } },
  changeSettings: {
    ...ADDRESSES.changeSettings,
    schema: { body: p.SettingsBody, response: { 200: p.SettingsSchema } },
  },
  listAudit: {
    ...ADDRESSES.listAudit,
    schema: { querystring: p.ReleaseAuditQuery, response: { 200: PageSchema(p.AuditEntrySchema) } },
  },
  listTokens: { ...ADDRESSES.listTokens, schema: { response: { 200: ItemsOf(p.TokenSchema) } } },
  getOwnToken: { ...ADDRESSES.getOwnToken, schema: { response: { 200: p.TokenSchema } } },
  createToken: {
    ...ADDRESSES.createToken,
    schema: { body: p.WantedTokenBody, response: { 201: p.CreatedTokenSchema } },
  },
  revokeToken: { ...ADDRESSES.revokeToken, schema: { params: IdParams, response: DONE } },
  noteCacheDrop: { ...ADDRESSES.noteCacheDrop, schema: { body: p.CacheDropBody, response: DONE } },
  noteOverrideLink: {
    ...ADDRESSES.noteOverrideLink,
    schema: { body: p.OverrideLinkBody, response: { 201: p.OverrideLinkSchema } },
  },
  listOverrideLinks: {
    ...ADDRESSES.listOverrideLinks,
    schema: { querystring: PageQuery, response: { 200: PageSchema(p.OpenLinkSchema) } },
  },
  revokeOverrideLink: { ...ADDRESSES.revokeOverrideLink, schema: { params: IdParams, response: DONE } },
  listWebhooks: { ...ADDRESSES.listWebhooks, schema: { response: { 200: ItemsOf(p.WebhookSchema) } } },
  createWebhook: {
    ...ADDRESSES.createWebhook,
    schema: { body: p.WantedWebhookBody, response: { 201: p.CreatedWebhookSchema } },
  },
  removeWebhook: { ...ADDRESSES.removeWebhook, schema: { params: IdParams, response: DONE } },
  listDeliveries: {
    ...ADDRESSES.listDeliveries,
    schema: { params: IdParams, response: { 200: ItemsOf(p.DeliverySchema) } },
  },
})
