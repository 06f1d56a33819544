import { ArtifactHome } from './artifacts/artifact-home.ts'
import { type PublishedBuilds, publishBuilds } from './artifacts/publish-builds.ts'
import { release } from './service.ts'

/** For a job that runs beside the service or ahead of it: see `publishBuilds`. `folder` holds the builds. Throws StartupError. */
export function publishImage(env: NodeJS.ProcessEnv, folder: string): Promise<PublishedBuilds> {
  return release.inDatabase(env, database => publishBuilds(database, new ArtifactHome(env), folder))
}
