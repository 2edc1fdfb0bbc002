import { Controller, Get, Redirect } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../common/http/public.decorator.js';

/** Until there is a dashboard, the API docs are what a browser can use. */
@Public()
@ApiExcludeController()
@Controller()
export class FrontPageController {
  @Get()
  @Redirect('/api/docs', 302)
  open(): void {}
}
