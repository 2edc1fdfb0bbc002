import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFound } from '../common/errors.js';
import type { Viewer } from '../common/visibility.js';
import { EndpointHeaders } from './endpoint-headers.js';
import { endpointView, type EndpointAnswer } from './endpoints.answers.js';
import { maySeeEndpoint } from './endpoints.policy.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';

@Injectable()
export class EndpointsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly headers: EndpointHeaders,
  ) {}

  async read(viewer: Viewer, id: string): Promise<EndpointAnswer> {
    const endpoint = await this.find(viewer, id);
    return endpointView(endpoint, this.headers.masked(endpoint));
  }

  /** @throws NotFound also for other people's */
  async find(viewer: Viewer, id: string): Promise<WebhookEndpoint> {
    const endpoint = await this.dataSource.manager.findOneBy(WebhookEndpoint, { id });
    if (endpoint === null || !maySeeEndpoint(viewer, endpoint)) throw new NotFound('webhook');
    return endpoint;
  }
}
