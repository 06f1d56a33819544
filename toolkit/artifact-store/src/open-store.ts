import { FolderStore } from './folder-store.ts'
import { type S3Place, S3Store } from './s3-store.ts'
import { type ArtifactStore, ArtifactStoreError } from './store.ts'

/**
 * `setting` is PORTICO_ARTIFACT_STORE: left out or empty, artifacts lie in the folder `root`;
 * `s3://<bucket>[/<prefix>][?endpoint=<origin>&region=<name>]` keeps them in a store that speaks S3.
 * Throws STORE_SETTING_INVALID.
 */
export function openArtifactStore(setting: string | undefined, root: string): ArtifactStore {
  return setting ? new S3Store(readPlace(setting)) : new FolderStore(root)
}

function readPlace(setting: string): S3Place {
  const url = URL.canParse(setting) ? new URL(setting) : null
  const endpoint = url?.searchParams.get('endpoint')
  if (url?.protocol !== 's3:' || !url.hostname || (endpoint && !URL.canParse(endpoint))) {
    throw new ArtifactStoreError(
      'STORE_SETTING_INVALID',
      'PORTICO_ARTIFACT_STORE must be left out or be like s3://bucket/prefix?endpoint=https://s3.example.com&region=eu-1.',
    )
  }
  const prefix = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '')
  return {
    bucket: url.hostname,
    prefix: prefix === '' ? '' : `${prefix}/`,
    region: url.searchParams.get('region') ?? process.env.AWS_REGION ?? 'us-east-1',
    ...(endpoint ? { endpoint } : {}),
  }
}
