import { Injectable } from '@nestjs/common';
import { parseDuration } from '../../common/durations.js';
import type { Viewer } from '../../common/visibility.js';
import { DEFAULT_OVERLAP_MS, EndpointSecrets } from './endpoint-secrets.js';
import type { EndpointAnswer } from './endpoints.answers.js';
import type { RegenerateSecret } from './endpoints.dto.js';
import { EndpointsService } from './endpoints.service.js';

@Injectable()
export class EndpointSecretRotationService {
  constructor(
    private readonly endpoints: EndpointsService,
    private readonly secrets: EndpointSecrets,
  ) {}

  /** @returns with the new secret, only this time. @throws NotFound */
  async rotate(viewer: Viewer, id: string, input: RegenerateSecret): Promise<EndpointAnswer> {
    const overlapMs = parseDuration(input.overlap ?? '') ?? DEFAULT_OVERLAP_MS;
    let secret = '';
    const view = await this.endpoints.change(viewer, id, async (manager, endpoint) => {
      const rotated = this.secrets.rotate(endpoint, overlapMs, input.secret);
      secret = rotated.secret;
      await manager.save(Object.assign(endpoint, rotated.columns));
    });
    return { ...view, secret };
  }
}
