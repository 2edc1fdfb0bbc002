/** Made from the OpenAPI document by `npm run client:types`: do not edit, a test compares it with the code. */
export interface paths {
    "/client/carillon.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Load the browser client
         * @description `@carillon/client` without the React hooks as one ES module, its dependency included: `import { connect } from '/client/carillon.js'`. Pages of every origin may load it; what they may call is decided by `CORS_ORIGINS`. It has an `ETag` and is revalidated at every load; `/client/carillon.js.map` is its source map.
         */
        get: operations["ClientScriptController_module"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CompaniesController_list"];
        put?: never;
        post: operations["CompaniesController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CompaniesController_read"];
        put?: never;
        post?: never;
        delete: operations["CompaniesController_remove"];
        options?: never;
        head?: never;
        patch: operations["CompaniesController_update"];
        trace?: never;
    };
    "/api/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AuthController_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AuthController_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AuthController_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AuthController_logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AuthController_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AuthController_changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ApiKeysController_list"];
        put?: never;
        /**
         * Makes an API key; at most 50 per person
         * @description The key is shown this once. It has no expiry: it ends when it is deleted, when an admin resets the password of its owner, and when the account is deactivated or deleted; sockets that it opened close then. A change of the password by its owner ends sessions and leaves the keys. What a key may do is always cut to the present rights of its owner.
         */
        post: operations["ApiKeysController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ApiKeysController_read"];
        put?: never;
        post?: never;
        delete: operations["ApiKeysController_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["TicketsController_list"];
        put?: never;
        post: operations["TicketsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["TicketsController_get"];
        put?: never;
        post?: never;
        delete: operations["TicketsController_remove"];
        options?: never;
        head?: never;
        patch: operations["TicketsController_update"];
        trace?: never;
    };
    "/api/tickets/{id}/watchers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["WatchersController_list"];
        put?: never;
        post: operations["WatchersController_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/watchers/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["WatchersController_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/mute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["WatchersController_mute"];
        post?: never;
        delete: operations["WatchersController_unmute"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CommentsController_list"];
        put?: never;
        post: operations["CommentsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/comments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["CommentsController_remove"];
        options?: never;
        head?: never;
        patch: operations["CommentsController_update"];
        trace?: never;
    };
    "/api/tickets/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AttachmentsController_list"];
        put?: never;
        post: operations["AttachmentsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/attachments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AttachmentsController_get"];
        put: operations["AttachmentsController_replace"];
        post?: never;
        delete: operations["AttachmentsController_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/attachments/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AttachmentsController_content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kb/articles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ArticlesController_list"];
        put?: never;
        post: operations["ArticlesController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kb/articles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ArticlesController_get"];
        put?: never;
        post?: never;
        delete: operations["ArticlesController_remove"];
        options?: never;
        head?: never;
        patch: operations["ArticlesController_update"];
        trace?: never;
    };
    "/api/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AssetsController_list"];
        put?: never;
        post: operations["AssetsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AssetsController_get"];
        put?: never;
        post?: never;
        delete: operations["AssetsController_remove"];
        options?: never;
        head?: never;
        patch: operations["AssetsController_update"];
        trace?: never;
    };
    "/api/machines/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["MachinesController_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/machines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["MachinesController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/machines/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["MachinesController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/machines/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["MachinesController_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/machines/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["MachinesController_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/machines/{id}/deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["MachinesController_deny"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AlertsController_list"];
        put?: never;
        post: operations["AlertsController_trigger"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AlertsController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AlertsController_resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SettingsController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["SettingsController_update"];
        trace?: never;
    };
    "/api/events/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events that could not be processed, with the error, newest first (admin) */
        get: operations["QuarantineController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/quarantine/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts all of them back into the queue (admin) */
        post: operations["QuarantineController_retryAll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/quarantine/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts one back into the queue (admin) */
        post: operations["QuarantineController_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/quarantine/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Discards one: it is never processed (admin) */
        delete: operations["QuarantineController_discard"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/event-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The catalogue: name, category, description, JSON Schema of `data`, example */
        get: operations["EventsController_eventTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The log, in commit order, of what the caller may see */
        get: operations["EventsController_list"];
        put?: never;
        /** Takes an event of another service */
        post: operations["EventIntakeController_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes up to 500 events of another service, all or none */
        post: operations["EventIntakeController_takeAll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to the ticket and what hangs on it, newest first, as far as the caller may see it */
        get: operations["TicketHistoryController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/webhooks/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends you a notification of type webhook_test by every channel */
        post: operations["TestNotificationController_send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your notifications, newest first */
        get: operations["InboxController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/unread-count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many are neither read nor archived */
        get: operations["InboxController_unreadCount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/read-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks all as read */
        post: operations["InboxController_readAll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["InboxController_get"];
        put?: never;
        post?: never;
        delete: operations["InboxController_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["InboxController_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/{id}/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["InboxController_unread"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["InboxController_archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which notifications reach you by which channel */
        get: operations["PreferencesController_get"];
        put: operations["PreferencesController_change"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where your notifications are POSTed to */
        get: operations["PersonalWebhookController_get[0]"];
        /** Sets, changes, re-enables or (with null) clears it */
        put: operations["PersonalWebhookController_set[0]"];
        post?: never;
        /** Clears it; what waits to be sent is cancelled */
        delete: operations["PersonalWebhookController_clear[0]"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/user/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where your notifications are POSTed to */
        get: operations["PersonalWebhookController_get[1]"];
        /** Sets, changes, re-enables or (with null) clears it */
        put: operations["PersonalWebhookController_set[1]"];
        post?: never;
        /** Clears it; what waits to be sent is cancelled */
        delete: operations["PersonalWebhookController_clear[1]"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/webhooks/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The built-in receiver for relative webhook URLs */
        post: operations["NotificationReceiverController_receive[0]"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The built-in receiver for relative webhook URLs */
        post: operations["NotificationReceiverController_receive[1]"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/queue/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Over your endpoints, an admin's over all */
        get: operations["DeliveryQueueController_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/queue/retry-failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["DeliveryQueueController_retryFailed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The catalogue, as GET /api/event-types gives it */
        get: operations["InsightController_eventTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What would be sent, without sending it */
        post: operations["InsightController_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a test now, and waits for its answer */
        post: operations["InsightController_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/probe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends one badly signed test: does the receiver check signatures? */
        post: operations["InsightController_probe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["InsightController_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/explain/{eventId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why it did or did not get this event, rule by rule */
        get: operations["InsightController_explain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The endpoints that you may see, newest first */
        get: operations["EndpointsController_list"];
        put?: never;
        /** Makes one; its secret is shown this once */
        post: operations["EndpointsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["EndpointsController_read"];
        /** Changes what is given, like PATCH */
        put: operations["EndpointsController_replace"];
        post?: never;
        delete: operations["EndpointsController_remove"];
        options?: never;
        head?: never;
        patch: operations["EndpointsController_update"];
        trace?: never;
    };
    "/api/webhooks/{id}/regenerate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new secret, shown this once; the old one signs too for a while */
        post: operations["EndpointsController_regenerateSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends what was held, in its order, and what comes */
        post: operations["EndpointsController_enable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Holds all events until it is enabled */
        post: operations["EndpointsController_disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was, is being and will be sent, newest first */
        get: operations["DeliveriesController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/deliveries/{deliveryId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them, with its payload, request headers and every attempt */
        get: operations["DeliveriesController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/deliveries/{deliveryId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends it once more, with the same webhook-id */
        post: operations["DeliveriesController_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A bare array of the endpoints that you may see, newest first; Link names the next page */
        get: operations["LegacyWebhooksController_list"];
        put?: never;
        post: operations["LegacyWebhooksController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["LegacyWebhooksController_read"];
        put: operations["LegacyWebhooksController_replace"];
        post?: never;
        delete: operations["LegacyWebhooksController_remove"];
        options?: never;
        head?: never;
        patch: operations["LegacyWebhooksController_update"];
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A bare array, newest first, with payloads; Link names the next page */
        get: operations["LegacyWebhooksController_listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["LegacyWebhooksController_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends again what failed since then, and what it was never told of */
        post: operations["RecoveryController_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/recover/{jobId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["RecoveryController_read"];
        put?: never;
        post?: never;
        /** Stops it; what is in the queue by then is sent */
        delete: operations["RecoveryController_cancel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/discord/interactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Discord's interactions endpoint: pings and clicks on buttons */
        post: operations["InteractionsController_interact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subjects/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Erases a person: account, words, uploads, payloads, attempts, notifications
         * @description Ends the account. Comments become tombstones, tickets lose the texts of their requester, names give way to "Deleted user". Articles stay: they are the desk’s. Asking again goes on where a crash ended it; a second time finds nothing.
         */
        delete: operations["SubjectsController_erase"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Searches tickets, comments and articles, the best match first */
        get: operations["SearchController_search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["UsersController_list"];
        put?: never;
        post: operations["UsersController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["UsersController_updateOwnProfile"];
        trace?: never;
    };
    "/api/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["UsersController_read"];
        put?: never;
        post?: never;
        delete: operations["UsersController_remove"];
        options?: never;
        head?: never;
        patch: operations["UsersController_update"];
        trace?: never;
    };
    "/api/users/{id}/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["UsersController_deactivate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/reactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["UsersController_reactivate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["UsersController_resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        CompanyResponse: {
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        CompanyPage: {
            items: components["schemas"]["CompanyResponse"][];
            next_cursor: string | null;
        };
        CreateCompany: {
            name: string;
        };
        UpdateCompany: {
            name?: string;
        };
        Register: {
            /** Format: email */
            email: string;
            password: string;
            name: string;
        };
        UserResponse: {
            /** Format: uuid */
            id: string;
            /** Format: email */
            email: string;
            name: string;
            /** @enum {string} */
            role: "admin" | "agent" | "manager" | "user";
            /** Format: uuid */
            company_id: string | null;
            active: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        SessionResponse: {
            user: components["schemas"]["UserResponse"];
            access_token: string;
            /** @enum {string} */
            token_type: "Bearer";
            expires_in: number;
            refresh_token: string;
        };
        Login: {
            /** Format: email */
            email: string;
            password: string;
        };
        Refresh: {
            refresh_token: string;
        };
        Logout: {
            everywhere?: boolean;
        };
        DoneResponse: {
            ok: boolean;
        };
        ChangePassword: {
            current_password: string;
            new_password: string;
        };
        CreateApiKey: {
            /** @example Billing service */
            name: string;
            scopes?: ("read" | "write" | "events:write" | "webhooks:write" | "machines:register")[];
        };
        CreatedApiKeyAnswer: {
            /** Format: uuid */
            id: string;
            name: string;
            scopes: ("read" | "write" | "events:write" | "webhooks:write" | "machines:register")[];
            /** @example ck_Zr4x… */
            key_preview: string;
            /**
             * Format: date-time
             * @description To the minute.
             */
            last_used_at: string | null;
            /** Format: date-time */
            created_at: string;
            /**
             * @description Shown this once.
             * @example ck_…
             */
            key: string;
        };
        ApiKeyAnswer: {
            /** Format: uuid */
            id: string;
            name: string;
            scopes: ("read" | "write" | "events:write" | "webhooks:write" | "machines:register")[];
            /** @example ck_Zr4x… */
            key_preview: string;
            /**
             * Format: date-time
             * @description To the minute.
             */
            last_used_at: string | null;
            /** Format: date-time */
            created_at: string;
        };
        ApiKeyPage: {
            items: components["schemas"]["ApiKeyAnswer"][];
            next_cursor: string | null;
        };
        CreateTicketDto: {
            description?: string;
            /**
             * @description A new ticket is normal. Later on: staff only.
             * @enum {string}
             */
            priority?: "low" | "normal" | "high" | "urgent";
            /** @description Each tag is kept once. */
            tags?: string[];
            /**
             * Format: uuid
             * @description Staff only.
             */
            assignee_id?: string | null;
            /**
             * Format: uuid
             * @description Staff only.
             */
            requester_id?: string;
            title: string;
        };
        TicketAnswer: {
            /** Format: uuid */
            id: string;
            /** @description What people call it: #12. */
            number: number;
            title: string;
            description: string;
            /** @enum {string} */
            status: "open" | "in_progress" | "pending" | "on_hold" | "resolved" | "closed";
            /** @enum {string} */
            priority: "low" | "normal" | "high" | "urgent";
            tags: string[];
            /** Format: uuid */
            requester_id: string;
            requester_name: string | null;
            /** Format: uuid */
            assignee_id: string | null;
            assignee_name: string | null;
            /**
             * Format: uuid
             * @description Its requester's company.
             */
            company_id: string | null;
            /** @description Also the ETag. */
            version: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            resolved_at: string | null;
            /** Format: date-time */
            closed_at: string | null;
        };
        TicketPage: {
            items: components["schemas"]["TicketAnswer"][];
            next_cursor: string | null;
        };
        UpdateTicketDto: {
            description?: string;
            /**
             * @description A new ticket is normal. Later on: staff only.
             * @enum {string}
             */
            priority?: "low" | "normal" | "high" | "urgent";
            /** @description Each tag is kept once. */
            tags?: string[];
            /**
             * Format: uuid
             * @description Staff only.
             */
            assignee_id?: string | null;
            /**
             * Format: uuid
             * @description Staff only.
             */
            requester_id?: string;
            title?: string;
            /**
             * @description Others than staff set open and closed only.
             * @enum {string}
             */
            status?: "open" | "in_progress" | "pending" | "on_hold" | "resolved" | "closed";
        };
        WatcherAnswer: {
            /** Format: uuid */
            user_id: string;
            name: string;
            /** Format: date-time */
            created_at: string;
        };
        WatcherPage: {
            items: components["schemas"]["WatcherAnswer"][];
            /** @description Always null: all of them come at once. */
            next_cursor: string | null;
        };
        AddWatcherDto: {
            /**
             * Format: uuid
             * @description Default: the caller. Others: staff only.
             */
            user_id?: string;
        };
        AddedWatcherAnswer: {
            /** Format: uuid */
            user_id: string;
            name: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            ticket_id: string;
        };
        MuteAnswer: {
            /** Format: uuid */
            ticket_id: string;
            muted: boolean;
        };
        CreateCommentDto: {
            /** @description `@[user-id]` mentions someone. */
            content: string;
            /**
             * Format: uuid
             * @description The comment it replies to.
             */
            parent_id?: string | null;
            /**
             * @description A note among staff. Staff only.
             * @default false
             */
            internal: boolean;
            /**
             * Format: uuid
             * @description The last comment that the caller knows of (null: none). When there is a newer one, the answer is 409.
             */
            expected_last_comment_id?: string | null;
        };
        CommentAnswer: {
            /** Format: uuid */
            id: string;
            content: string;
            /** Format: uuid */
            author_id: string;
            author_name: string | null;
            /** Format: uuid */
            ticket_id: string;
            /** Format: uuid */
            parent_id: string | null;
            internal: boolean;
            /** @description Also the ETag. */
            version: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        ListedComment: {
            /** Format: uuid */
            id: string;
            content: string;
            /** Format: uuid */
            author_id: string;
            author_name: string | null;
            /** Format: uuid */
            ticket_id: string;
            /** Format: uuid */
            parent_id: string | null;
            internal: boolean;
            /** @description Also the ETag. */
            version: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /**
             * @description Only on what is left of a deleted comment, listed while it has replies; its content is empty.
             * @enum {boolean}
             */
            deleted?: true;
        };
        CommentPage: {
            items: components["schemas"]["ListedComment"][];
            next_cursor: string | null;
        };
        UpdateCommentDto: {
            content?: string;
            /** @description Staff only. */
            internal?: boolean;
        };
        NewAttachmentForm: {
            /**
             * Format: uuid
             * @description A comment of the ticket. What hangs on an internal one is internal.
             */
            comment_id?: string;
            /**
             * Format: binary
             * @description The file, streamed.
             */
            file: string;
        };
        AttachmentAnswer: {
            /** Format: uuid */
            id: string;
            /** @description Without folders and invisible characters, at most 255 bytes. */
            filename: string;
            /** @description Found in the bytes, whatever the uploader said. */
            content_type: string;
            /** @description Bytes. */
            size: number;
            /** @description Also the ETag of the content. */
            sha256: string;
            /** Format: uuid */
            ticket_id: string;
            /** Format: uuid */
            comment_id: string | null;
            /**
             * Format: uuid
             * @description A user.
             */
            uploaded_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        AttachmentPage: {
            items: components["schemas"]["AttachmentAnswer"][];
            next_cursor: string | null;
        };
        ReplaceAttachmentForm: {
            /**
             * Format: binary
             * @description The file, streamed.
             */
            file: string;
        };
        CreateArticleDto: {
            body?: string;
            /**
             * @description A new article is a draft.
             * @enum {string}
             */
            status?: "draft" | "internal" | "public" | "archived";
            category?: string | null;
            title: string;
            /** @description Left out: made from the title. It never changes. */
            slug?: string;
        };
        ArticleAnswer: {
            /** Format: uuid */
            id: string;
            title: string;
            /** @description Unique; stays when the title changes. */
            slug: string;
            body: string;
            /** @enum {string} */
            status: "draft" | "internal" | "public" | "archived";
            category: string | null;
            /** Format: uuid */
            author_id: string;
            author_name: string | null;
            /** @description Also the ETag. */
            version: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /**
             * Format: date-time
             * @description When it first became internal or public.
             */
            published_at: string | null;
        };
        ArticlePage: {
            items: components["schemas"]["ArticleAnswer"][];
            next_cursor: string | null;
        };
        UpdateArticleDto: {
            body?: string;
            /**
             * @description A new article is a draft.
             * @enum {string}
             */
            status?: "draft" | "internal" | "public" | "archived";
            category?: string | null;
            title?: string;
        };
        CreateAssetDto: {
            description?: string;
            /**
             * @description Any word; a new asset is `active`.
             * @example active
             */
            status?: string;
            /** Format: uuid */
            company_id?: string | null;
            name: string;
            /** @example server */
            asset_type: string;
        };
        AssetAnswer: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @example server */
            asset_type: string;
            description: string;
            /** @example active */
            status: string;
            /** Format: uuid */
            company_id: string | null;
            /** @description Also the ETag. */
            version: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        AssetPage: {
            items: components["schemas"]["AssetAnswer"][];
            next_cursor: string | null;
        };
        UpdateAssetDto: {
            description?: string;
            /**
             * @description Any word; a new asset is `active`.
             * @example active
             */
            status?: string;
            /** Format: uuid */
            company_id?: string | null;
            name?: string;
            /** @example server */
            asset_type?: string;
        };
        RegisterMachineDto: {
            /** @example desk-17.acme.local */
            hostname: string;
            /** @example 10.0.4.17 */
            ip_address: string;
            /** @example Debian 13 */
            operating_system: string;
            /** Format: uuid */
            company_id?: string | null;
        };
        MachineAnswer: {
            /** Format: uuid */
            id: string;
            hostname: string;
            ip_address: string;
            operating_system: string;
            /** Format: uuid */
            company_id: string | null;
            /** @enum {string} */
            status: "pending" | "approved" | "denied";
            /** @description The name of whoever registered it. */
            registered_by: string;
            /** @description The name of whoever approved or denied it. */
            decided_by: string | null;
            /** Format: date-time */
            decided_at: string | null;
            version: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        MachinePage: {
            items: components["schemas"]["MachineAnswer"][];
            next_cursor: string | null;
        };
        MachineAuditActor: {
            /** @description A user's id, or Discord's for its people. */
            id: string | null;
            name: string;
            /** @enum {string} */
            type: "user" | "api_key" | "system" | "discord";
        };
        MachineAuditAnswer: {
            /** Format: uuid */
            id: string;
            /** @example approved via Discord by Grace */
            action: string;
            actor: components["schemas"]["MachineAuditActor"];
            /** Format: date-time */
            created_at: string;
        };
        MachineAuditPage: {
            items: components["schemas"]["MachineAuditAnswer"][];
            next_cursor: string | null;
        };
        TriggerAlertDto: {
            message: string;
            /** @example disk */
            alert_type: string;
            /** @enum {string} */
            severity: "info" | "low" | "medium" | "warning" | "high" | "error" | "critical";
            /** @example backup-3 */
            source?: string | null;
            details?: {
                [key: string]: unknown;
            } | null;
        };
        AlertAnswer: {
            /** Format: uuid */
            id: string;
            message: string;
            /** @example disk */
            alert_type: string;
            /** @enum {string} */
            severity: "info" | "low" | "medium" | "warning" | "high" | "error" | "critical";
            source: string | null;
            details: {
                [key: string]: unknown;
            } | null;
            /** @enum {string} */
            status: "active" | "resolved";
            /** @description The name of whoever resolved it. */
            resolved_by: string | null;
            /** Format: date-time */
            resolved_at: string | null;
            version: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        AlertPage: {
            items: components["schemas"]["AlertAnswer"][];
            next_cursor: string | null;
        };
        SettingsAnswer: {
            site_name: string;
            /** Format: email */
            support_email: string | null;
            /**
             * @description Of tickets that are opened without one.
             * @enum {string}
             */
            default_ticket_priority: "low" | "normal" | "high" | "urgent";
            /**
             * @description Whether anybody may make an account; null: as the environment variable `REGISTRATION` says.
             * @enum {string|null}
             */
            registration: "open" | "closed" | null;
            /** @description The name of whoever changed them last. */
            updated_by: string | null;
            /** Format: date-time */
            updated_at: string;
        };
        UpdateSettingsDto: {
            site_name?: string;
            /**
             * Format: email
             * @description Where people write to who cannot sign in.
             */
            support_email?: string | null;
            /**
             * @description Of tickets that are opened without one.
             * @enum {string}
             */
            default_ticket_priority?: "low" | "normal" | "high" | "urgent";
            /**
             * @description Whether anybody may make an account; null: as the environment variable `REGISTRATION` says.
             * @enum {string|null}
             */
            registration?: "open" | "closed" | null;
        };
        QuarantinedEventAnswer: {
            /**
             * Format: uuid
             * @description Of the event.
             */
            id: string;
            /** @example ticket.created */
            type: string;
            /** Format: date-time */
            occurred_at: string;
            /**
             * Format: date-time
             * @description Of the last try.
             */
            quarantined_at: string;
            /** @description Name and text of the error, without values of the event. */
            error: string;
            /**
             * @description PostgreSQL’s code, if it has one.
             * @example 22P02
             */
            sqlstate: string | null;
            /**
             * @description What failed on it.
             * @example notifications
             */
            consumer: string | null;
            /** @description How often it was set aside. */
            tries: number;
        };
        QuarantinePage: {
            items: components["schemas"]["QuarantinedEventAnswer"][];
            next_cursor: string | null;
        };
        RequeuedAnswer: {
            /** @description Events that are back in the queue. */
            requeued: number;
        };
        EventTypeAnswer: {
            /** @example ticket.created */
            type: string;
            /**
             * @description The same as `type`.
             * @example ticket.created
             */
            name: string;
            /** @example SUPPORT */
            category: string;
            description: string;
            /** @description JSON Schema of `data`. */
            schema: Record<string, unknown>;
            example: Record<string, unknown>;
        };
        EventTypePage: {
            items: components["schemas"]["EventTypeAnswer"][];
            /** @description There is one page. */
            next_cursor: string | null;
        };
        EventActorAnswer: {
            id: string | null;
            name: string;
            /** @enum {string} */
            type: "user" | "api_key" | "system" | "discord";
        };
        EventAnswer: {
            /** Format: uuid */
            id: string;
            /** @example ticket.created */
            type: string;
            /** @example SUPPORT */
            category: string;
            /** Format: date-time */
            occurred_at: string;
            /** @enum {string} */
            source: "desk" | "external";
            actor: components["schemas"]["EventActorAnswer"];
            /** Format: uuid */
            user_id: string | null;
            /** Format: uuid */
            company_id: string | null;
            /** @description By its type: GET /api/event-types. */
            data: Record<string, unknown>;
            /** @description Of an update, by field: [old, new]. */
            changes?: Record<string, unknown>;
            /** @description The place to go on from. */
            cursor: string;
        };
        Warning: {
            /** @example events */
            field: string;
            /** @example "tickets.created" matches no event type of this server. Did you mean "ticket.created"? */
            message: string;
            /**
             * @description What was probably meant.
             * @example ticket.created
             */
            suggestion: string | null;
        };
        EventPage: {
            items: components["schemas"]["EventAnswer"][];
            /** @description Never null: what comes next is asked for with it. */
            next_cursor: string;
            /** @description Of `types`: patterns that no known event type matches. */
            warnings?: components["schemas"]["Warning"][];
        };
        TakenEventAnswer: {
            /** Format: uuid */
            id: string;
        };
        EventOutcomeFault: {
            /** @description Name of the endpoint. */
            webhook: string;
            error: string;
        };
        EventOutcomeAnswer: {
            /** Format: uuid */
            id: string;
            /** @description At least one took it. */
            success: boolean;
            sent: number;
            failed: number;
            /** @description Not attempted in this time, or held. */
            pending: number;
            errors: components["schemas"]["EventOutcomeFault"][];
        };
        EventEmbedField: {
            name: string;
            value: string;
            inline?: boolean;
        };
        EventEmbed: {
            title?: string;
            description?: string;
            color?: number;
            fields?: components["schemas"]["EventEmbedField"][];
            footer?: string;
            /** Format: uri */
            url?: string;
        };
        EventNotice: {
            /** @description What the person reads in the inbox. */
            message: string;
        };
        IncomingEvent: {
            /**
             * @description Needed, by this name or by another spelling.
             * @example project.created
             */
            type?: string;
            /** @description The same as `type`. */
            event_type?: string;
            /** @description The same as `type`. */
            eventType?: string;
            /**
             * @example {
             *       "id": "p-1",
             *       "name": "Apollo"
             *     }
             */
            data: Record<string, unknown>;
            /** Format: uuid */
            user_id?: string | null;
            /**
             * Format: uuid
             * @description The same as `user_id`.
             */
            userId?: string | null;
            /** Format: uuid */
            company_id?: string | null;
            /**
             * Format: uuid
             * @description The same as `company_id`.
             */
            companyId?: string | null;
            /** @description Or the header Idempotency-Key. */
            idempotency_key?: string;
            ordering_key?: string;
            /** @enum {string} */
            category?: "SUPPORT" | "SECURITY" | "VPS" | "GAME_SERVER" | "BILLING" | "SYSTEM" | "CUSTOM";
            embed?: components["schemas"]["EventEmbed"];
            notify?: components["schemas"]["EventNotice"];
        };
        IncomingEvents: {
            events: components["schemas"]["IncomingEvent"][];
        };
        TakenEventsAnswer: {
            /** @description In the order of the request. */
            items: components["schemas"]["TakenEventAnswer"][];
        };
        PastEventAnswer: {
            /** Format: uuid */
            id: string;
            /** @example ticket.created */
            type: string;
            /** @example SUPPORT */
            category: string;
            /** Format: date-time */
            occurred_at: string;
            /** @enum {string} */
            source: "desk" | "external";
            actor: components["schemas"]["EventActorAnswer"];
            /** Format: uuid */
            user_id: string | null;
            /** Format: uuid */
            company_id: string | null;
            /** @description By its type: GET /api/event-types. */
            data: Record<string, unknown>;
            /** @description Of an update, by field: [old, new]. */
            changes?: Record<string, unknown>;
        };
        HistoryPage: {
            items: components["schemas"]["PastEventAnswer"][];
            next_cursor: string | null;
        };
        TestNotificationAnswer: {
            /** Format: uuid */
            event_id: string;
            message: string;
        };
        NotificationAnswer: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            type: "comment_on_ticket" | "reply_to_comment" | "mention" | "comment_updated" | "comment_deleted" | "attachment_added" | "attachment_updated" | "attachment_deleted" | "new_ticket" | "ticket_assigned" | "ticket_updated" | "ticket_deleted" | "user_created" | "user_deactivated" | "kb_article_created" | "event" | "webhook_test";
            message: string;
            /** @description As whom one was told */
            reason: string;
            /** Format: uuid */
            related_id: string | null;
            /** @enum {string|null} */
            related_type: "ticket" | "comment" | "user" | "kb_article" | "attachment" | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            read_at: string | null;
            /** Format: date-time */
            archived_at: string | null;
            /** @description Its place in the log */
            cursor: string;
            /** @description Null once the right to it is lost, or it is too old */
            data: Record<string, unknown> | null;
        };
        NotificationPage: {
            items: components["schemas"]["NotificationAnswer"][];
            unread_count: number;
            /** @description Where a socket goes on from here */
            cursor: string;
            next_cursor: string | null;
        };
        UnreadCountAnswer: {
            unread_count: number;
        };
        ReadAllAnswer: {
            /** @description How many were unread */
            updated: number;
            unread_count: number;
        };
        ChannelsAnswer: {
            inbox: boolean;
            socket: boolean;
            webhook: boolean;
        };
        PreferencesAnswer: {
            /** @description Every notification type, by its name. */
            types: {
                [key: string]: components["schemas"]["ChannelsAnswer"];
            };
            auto_watch: boolean;
        };
        PreferencesDto: {
            /**
             * @example {
             *       "ticket_updated": {
             *         "inbox": true,
             *         "socket": true,
             *         "webhook": false
             *       }
             *     }
             */
            types?: Record<string, unknown>;
            auto_watch?: boolean;
        };
        PersonalWebhookAnswer: {
            /**
             * Format: uuid
             * @description For GET /api/webhooks/{id}/deliveries.
             */
            id: string | null;
            webhook_url: string | null;
            /** @description Shown once: when it was made or rotated. */
            secret?: string;
            /** @example whsec_••••aSw= */
            secret_preview: string | null;
            /**
             * Format: date-time
             * @description Until then the secret before this one signs too, after a rotation. Null: only the current one signs.
             */
            previous_secret_expires_at: string | null;
            /** @description False: disabled, events are held. The next PUT enables it. */
            active: boolean;
            disabled_reason: string | null;
            /** Format: date-time */
            last_success_at: string | null;
            /** Format: date-time */
            created_at: string | null;
            /** Format: date-time */
            updated_at: string | null;
        };
        SetPersonalWebhook: {
            /** @example https://example.com/hook */
            webhook_url?: string | null;
            rotate_secret?: boolean;
        };
        ReceivedAnswer: {
            /** @example received */
            status: string;
        };
        QueueFigures: {
            /** @description Not taken by a worker yet. */
            waiting: number;
            /** @description With a worker that sends them. */
            active: number;
            completed: number;
            failed: number;
            /** @description Tried, and due again. */
            delayed: number;
            /** @description Of disabled endpoints. */
            held: number;
            /** @description The sum of these. */
            total: number;
            /** @description For how long the oldest has been due; 0: nothing is. */
            oldest_due_seconds: number;
        };
        RetryFailed: {
            /**
             * Format: uuid
             * @description Left out: all of yours.
             */
            webhook_id?: string;
            /**
             * Format: uuid
             * @description The same as `webhook_id`.
             */
            webhookId?: string;
        };
        RetryFailedAnswer: {
            /** @description How many are sent once more */
            retried: number;
        };
        PreviewDelivery: {
            /** Format: uuid */
            event_id?: string;
            /** @default webhook.test */
            type: string;
            /** @description The same as `type`. */
            event_type?: string;
            /** @enum {string} */
            payload_format: "notification" | "standard" | "xtsystems" | "cloudevents" | "discord" | "slack" | "template";
            template?: string | null;
            filter?: string | null;
            /** @enum {string} */
            json_style?: "compact" | "python";
        };
        SeenValueAnswer: {
            /** @example data.priority */
            path: string;
            /** @description False: the event has no such field. */
            found: boolean;
            /**
             * @description Null when not found.
             * @example low
             */
            value: {
                [key: string]: unknown;
            } | null;
            /** @description True: the value is longer; this is the beginning of its JSON text, 500 characters. */
            truncated: boolean;
        };
        PreviewAnswer: {
            matches: boolean;
            /** @description Why the filter gave no answer. */
            fault?: string;
            /** @description What the filter saw of the event, up to 50 values. */
            values?: components["schemas"]["SeenValueAnswer"][];
            /** @description Exactly what would be sent. */
            body: string;
            headers: Record<string, unknown>;
        };
        TestEndpoint: {
            /**
             * @description Sends the example of this event.
             * @default webhook.test
             */
            type: string;
            /** @description The same as `type`. */
            event_type?: string;
        };
        TestAnswer: {
            success: boolean;
            /** @description What the receiver answered; null: nothing. */
            status: number | null;
            duration_ms: number;
            error?: string;
            /**
             * Format: uuid
             * @description It is logged among the deliveries.
             */
            delivery_id: string;
        };
        ProbeAnswer: {
            /** @description Null: it could not be told. */
            checks_signatures: boolean | null;
            status: number | null;
            duration_ms: number;
            verdict: string;
        };
        DeliveryAnswer: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            event_id: string;
            /**
             * @description The event's name.
             * @example ticket.updated
             */
            type: string;
            /** @description The same as `type`. */
            event_type: string;
            /**
             * @description sending: tried, and due again.
             * @enum {string}
             */
            status: "pending" | "sending" | "held" | "success" | "failed" | "cancelled";
            attempts: number;
            response_status: number | null;
            response_body: string | null;
            error: string | null;
            duration_ms: number | null;
            /** Format: date-time */
            next_attempt_at: string | null;
            /** Format: date-time */
            delivered_at: string | null;
            /** Format: date-time */
            created_at: string;
        };
        HourFigures: {
            /** Format: date-time */
            hour: string;
            total: number;
            successful: number;
            failed: number;
        };
        EndpointStats: {
            total: number;
            successful: number;
            failed: number;
            /** @description Waiting for the first or another attempt. */
            pending: number;
            held: number;
            /** @description Per cent of successful and failed; null: none yet. */
            success_rate: number | null;
            p50_ms: number | null;
            p95_ms: number | null;
            /** @description The last 10. */
            recent: components["schemas"]["DeliveryAnswer"][];
            /** @description The last 24 hours, oldest first. */
            by_hour: components["schemas"]["HourFigures"][];
        };
        RuleAnswer: {
            rule: string;
            holds: boolean;
            reason: string;
            /** @description Of the rule filter: what it saw of the event, up to 50 values. */
            values?: components["schemas"]["SeenValueAnswer"][];
        };
        ExplainedDelivery: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            status: "pending" | "sending" | "held" | "success" | "failed" | "cancelled";
        };
        ExplainAnswer: {
            /** Format: uuid */
            webhook_id: string;
            /** Format: uuid */
            event_id: string;
            /**
             * @description The event's name.
             * @example ticket.updated
             */
            type: string;
            /** @description The same as `type`. */
            event_type: string;
            /** @description By the settings and rights of now. */
            matches: boolean;
            rules: components["schemas"]["RuleAnswer"][];
            /** @description What really became of it. */
            deliveries: components["schemas"]["ExplainedDelivery"][];
        };
        EndpointAnswer: {
            /** Format: uuid */
            id: string;
            name: string;
            url: string;
            description: string;
            /** @enum {string} */
            owner_type: "user" | "company" | "system";
            /** Format: uuid */
            user_id: string | null;
            /** Format: uuid */
            company_id: string | null;
            events: string[];
            categories: string[];
            /** @description A CEL expression. */
            filter: string | null;
            /** @description False: events are held. */
            active: boolean;
            /** @enum {string} */
            status: "active" | "failing" | "disabled";
            disabled_reason: string | null;
            /** @enum {string} */
            payload_format: "notification" | "standard" | "xtsystems" | "cloudevents" | "discord" | "slack" | "template" | "discord_bot";
            template: string | null;
            /** @enum {string} */
            json_style: "compact" | "python";
            /**
             * @example {
             *       "Authorization": "••••"
             *     }
             */
            headers: Record<string, unknown>;
            /** @description Null: the server's own setting. */
            max_attempts: number | null;
            /** @description Seconds after attempt 1, 2, … */
            retry_schedule: number[] | null;
            /** @description Null: the server's own setting. */
            timeout_seconds: number | null;
            /** @description Requests per second. */
            rate_limit: number | null;
            include_internal: boolean;
            /** @example whsec_••••aSw= */
            secret_preview: string;
            /** @description Shown once: when it was made or rotated. */
            secret?: string;
            /**
             * Format: date-time
             * @description Until then the secret before this one signs too, after a rotation. Null: only the current one signs.
             */
            previous_secret_expires_at: string | null;
            /** Format: uuid */
            created_by: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            last_success_at: string | null;
            /** @description What was accepted and probably never fires, such as a pattern that no known event type matches. */
            warnings: components["schemas"]["Warning"][];
        };
        EndpointPage: {
            items: components["schemas"]["EndpointAnswer"][];
            next_cursor: string | null;
        };
        CreateEndpoint: {
            /** @description Unique per owner. Left out: the URL's host. */
            name?: string;
            description?: string;
            /**
             * @example [
             *       "ticket.*",
             *       "comment.created"
             *     ]
             */
            events?: string[];
            categories?: ("SUPPORT" | "SECURITY" | "VPS" | "GAME_SERVER" | "BILLING" | "SYSTEM" | "CUSTOM")[];
            /** @example data.priority in ["high","urgent"] */
            filter?: string | null;
            /** @description False: events are held until it is true again. */
            active?: boolean;
            /** @enum {string} */
            payload_format?: "notification" | "standard" | "xtsystems" | "cloudevents" | "discord" | "slack" | "template";
            /** @description Liquid. */
            template?: string | null;
            /** @enum {string} */
            json_style?: "compact" | "python";
            /**
             * @example {
             *       "Authorization": "Bearer …"
             *     }
             */
            headers?: Record<string, unknown>;
            max_attempts?: number | null;
            /**
             * @example [
             *       "5s",
             *       "5m",
             *       1800
             *     ]
             */
            retry_schedule?: unknown[] | null;
            timeout_seconds?: number | null;
            /** @description Requests per second. */
            rate_limit?: number | null;
            /** @description Settable by staff only. */
            include_internal?: boolean;
            /** @example https://example.com/hook */
            url: string;
            /** @enum {string} */
            owner_type?: "user" | "company" | "system";
            /** Format: uuid */
            user_id?: string | null;
            /** Format: uuid */
            company_id?: string | null;
            secret?: string;
        };
        UpdateEndpoint: {
            /** @description Unique per owner. Left out: the URL's host. */
            name?: string;
            description?: string;
            /**
             * @example [
             *       "ticket.*",
             *       "comment.created"
             *     ]
             */
            events?: string[];
            categories?: ("SUPPORT" | "SECURITY" | "VPS" | "GAME_SERVER" | "BILLING" | "SYSTEM" | "CUSTOM")[];
            /** @example data.priority in ["high","urgent"] */
            filter?: string | null;
            /** @description False: events are held until it is true again. */
            active?: boolean;
            /** @enum {string} */
            payload_format?: "notification" | "standard" | "xtsystems" | "cloudevents" | "discord" | "slack" | "template";
            /** @description Liquid. */
            template?: string | null;
            /** @enum {string} */
            json_style?: "compact" | "python";
            /**
             * @example {
             *       "Authorization": "Bearer …"
             *     }
             */
            headers?: Record<string, unknown>;
            max_attempts?: number | null;
            /**
             * @example [
             *       "5s",
             *       "5m",
             *       1800
             *     ]
             */
            retry_schedule?: unknown[] | null;
            timeout_seconds?: number | null;
            /** @description Requests per second. */
            rate_limit?: number | null;
            /** @description Settable by staff only. */
            include_internal?: boolean;
            /** @example https://example.com/hook */
            url?: string;
        };
        RegenerateSecret: {
            /**
             * @description How long the old one signs too: 0s to 30d.
             * @default 24h
             */
            overlap: string;
            secret?: string;
        };
        EnableEndpoint: {
            /** @description Forgets what was held instead of sending it. */
            drop_held?: boolean;
        };
        DeliveryPage: {
            items: components["schemas"]["DeliveryAnswer"][];
            next_cursor: string | null;
        };
        AttemptAnswer: {
            number: number;
            /** Format: date-time */
            started_at: string;
            duration_ms: number;
            response_status: number | null;
            response_body: string | null;
            error: string | null;
            /**
             * @description Milliseconds.
             * @example {
             *       "dns_ms": 1.2,
             *       "connect_ms": 0.4,
             *       "tls_ms": 8.1,
             *       "first_byte_ms": 20.5,
             *       "total_ms": 31
             *     }
             */
            timings: Record<string, unknown> | null;
        };
        DeliveryDetailAnswer: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            event_id: string;
            /**
             * @description The event's name.
             * @example ticket.updated
             */
            type: string;
            /** @description The same as `type`. */
            event_type: string;
            /**
             * @description sending: tried, and due again.
             * @enum {string}
             */
            status: "pending" | "sending" | "held" | "success" | "failed" | "cancelled";
            attempts: number;
            response_status: number | null;
            response_body: string | null;
            error: string | null;
            duration_ms: number | null;
            /** Format: date-time */
            next_attempt_at: string | null;
            /** Format: date-time */
            delivered_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description Null: past retention, or not yours to see any more. */
            payload: Record<string, unknown> | null;
            /** @description Of the last request, without its signatures; own headers are masked. */
            request_headers: Record<string, unknown>;
            attempt_log: components["schemas"]["AttemptAnswer"][];
        };
        LegacyWebhookAnswer: {
            /** Format: uuid */
            id: string;
            name: string;
            url: string;
            description: string;
            /** @enum {string} */
            owner_type: "user" | "company" | "system";
            /** Format: uuid */
            user_id: string | null;
            /** Format: uuid */
            company_id: string | null;
            events: string[];
            categories: string[];
            /** @description A CEL expression. */
            filter: string | null;
            /** @description False: events are held. */
            active: boolean;
            /** @enum {string} */
            status: "active" | "failing" | "disabled";
            disabled_reason: string | null;
            /** @enum {string} */
            payload_format: "notification" | "standard" | "xtsystems" | "cloudevents" | "discord" | "slack" | "template" | "discord_bot";
            template: string | null;
            /** @enum {string} */
            json_style: "compact" | "python";
            /**
             * @example {
             *       "Authorization": "••••"
             *     }
             */
            headers: Record<string, unknown>;
            /** @description Null: the server's own setting. */
            max_attempts: number | null;
            /** @description Seconds after attempt 1, 2, … */
            retry_schedule: number[] | null;
            /** @description Null: the server's own setting. */
            timeout_seconds: number | null;
            /** @description Requests per second. */
            rate_limit: number | null;
            include_internal: boolean;
            /** @example whsec_••••aSw= */
            secret_preview: string;
            /** @description Shown once: when it was made or rotated. */
            secret?: string;
            /**
             * Format: date-time
             * @description Until then the secret before this one signs too, after a rotation. Null: only the current one signs.
             */
            previous_secret_expires_at: string | null;
            /** Format: uuid */
            created_by: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            last_success_at: string | null;
            /** @description What was accepted and probably never fires, such as a pattern that no known event type matches. */
            warnings: components["schemas"]["Warning"][];
            /** @description Attempts in total. */
            retry_count: number;
            is_active: boolean;
        };
        CreateLegacyWebhook: {
            /** @description Unique per owner. Left out: the URL's host. */
            name?: string;
            description?: string;
            /**
             * @example [
             *       "ticket.*",
             *       "comment.created"
             *     ]
             */
            events?: string[];
            categories?: ("SUPPORT" | "SECURITY" | "VPS" | "GAME_SERVER" | "BILLING" | "SYSTEM" | "CUSTOM")[];
            /** @example data.priority in ["high","urgent"] */
            filter?: string | null;
            /** @description False: events are held until it is true again. */
            active?: boolean;
            /** @enum {string} */
            payload_format?: "notification" | "standard" | "xtsystems" | "cloudevents" | "discord" | "slack" | "template";
            /** @description Liquid. */
            template?: string | null;
            /** @enum {string} */
            json_style?: "compact" | "python";
            /**
             * @example {
             *       "Authorization": "Bearer …"
             *     }
             */
            headers?: Record<string, unknown>;
            max_attempts?: number | null;
            /**
             * @example [
             *       "5s",
             *       "5m",
             *       1800
             *     ]
             */
            retry_schedule?: unknown[] | null;
            timeout_seconds?: number | null;
            /** @description Requests per second. */
            rate_limit?: number | null;
            /** @description Settable by staff only. */
            include_internal?: boolean;
            /**
             * @description Attempts in total.
             * @default 3
             */
            retry_count: number;
            /** @description The same as active. */
            is_active?: boolean;
            /** @example https://bot.example.com/hook */
            url: string;
            secret?: string;
        };
        UpdateLegacyWebhook: {
            /** @description Unique per owner. Left out: the URL's host. */
            name?: string;
            description?: string;
            /**
             * @example [
             *       "ticket.*",
             *       "comment.created"
             *     ]
             */
            events?: string[];
            categories?: ("SUPPORT" | "SECURITY" | "VPS" | "GAME_SERVER" | "BILLING" | "SYSTEM" | "CUSTOM")[];
            /** @example data.priority in ["high","urgent"] */
            filter?: string | null;
            /** @description False: events are held until it is true again. */
            active?: boolean;
            /** @enum {string} */
            payload_format?: "notification" | "standard" | "xtsystems" | "cloudevents" | "discord" | "slack" | "template";
            /** @description Liquid. */
            template?: string | null;
            /** @enum {string} */
            json_style?: "compact" | "python";
            /**
             * @example {
             *       "Authorization": "Bearer …"
             *     }
             */
            headers?: Record<string, unknown>;
            max_attempts?: number | null;
            /**
             * @example [
             *       "5s",
             *       "5m",
             *       1800
             *     ]
             */
            retry_schedule?: unknown[] | null;
            timeout_seconds?: number | null;
            /** @description Requests per second. */
            rate_limit?: number | null;
            /** @description Settable by staff only. */
            include_internal?: boolean;
            /**
             * @description Attempts in total.
             * @default 3
             */
            retry_count: number;
            /** @description The same as active. */
            is_active?: boolean;
            url?: string;
        };
        LegacyRemovalAnswer: {
            /** @example Webhook deleted successfully */
            message: string;
        };
        LegacyDeliveryAnswer: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            event_id: string;
            /**
             * @description The event's name.
             * @example ticket.updated
             */
            type: string;
            /** @description The same as `type`. */
            event_type: string;
            /**
             * @description sending: tried, and due again.
             * @enum {string}
             */
            status: "pending" | "sending" | "held" | "success" | "failed" | "cancelled";
            attempts: number;
            response_status: number | null;
            response_body: string | null;
            error: string | null;
            duration_ms: number | null;
            /** Format: date-time */
            next_attempt_at: string | null;
            /** Format: date-time */
            delivered_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            webhook_id: string;
            payload: Record<string, unknown> | null;
        };
        LegacyTestAnswer: {
            /** @description Whether the receiver answered 2xx */
            success: boolean;
            /** @example Test webhook sent */
            message: string;
        };
        RecoverEndpoint: {
            /**
             * @description A time with its zone, or how long ago: `24h`.
             * @example 24h
             */
            since: string;
            /**
             * @description As `since`. Left out: now.
             * @example 0s
             */
            until?: string;
            /** @description Only counts. */
            dry_run?: boolean;
        };
        RecoveryStarted: {
            /**
             * Format: uuid
             * @description Null for a dry run.
             */
            job_id: string | null;
            /** @description How many deliveries were missed. */
            count: number;
        };
        RecoveryAnswer: {
            /** Format: uuid */
            job_id: string;
            /** Format: uuid */
            webhook_id: string;
            /** @enum {string} */
            status: "running" | "done" | "cancelled";
            count: number;
            /** @description Given to the queue so far. */
            resent: number;
            /** @description Could not be given to the queue; the log of the server says why. */
            failed: number;
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            until: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            finished_at: string | null;
        };
        ErasureReceipt: {
            /** Format: uuid */
            user_id: string;
            /** Format: date-time */
            erased_at: string;
            /** @description False: something took too long, for example a file store. Ask again to go on. */
            complete: boolean;
            /** @description Payloads that were by this person, named it or held something of it. */
            events: number;
            /** @description In the person’s own inbox. */
            notifications: number;
            /** @description Whose request and answer are gone; how they ended stays. */
            deliveries: number;
            attempts: number;
            /** @description Uploads, with their files. */
            attachments: number;
            /** @description Whose content is gone; the place in the thread stays. */
            comments: number;
            /** @description Requested by the person: title, description and tags are gone; answers of others stay. */
            tickets: number;
        };
        FoundAnswer: {
            /** @enum {string} */
            type: "ticket" | "comment" | "kb_article";
            /** Format: uuid */
            id: string;
            /** @description Of a comment: its ticket’s. */
            title: string;
            /** @description HTML: the text around the matches, escaped, with the matches in <mark>. */
            highlight: string;
            /** @description The larger the better; says nothing across searches. */
            rank: number;
            /** Format: uuid */
            ticket_id: string | null;
            /** Format: date-time */
            created_at: string;
        };
        FoundPage: {
            items: components["schemas"]["FoundAnswer"][];
            next_cursor: string | null;
        };
        PersonResponse: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        UserPage: {
            items: components["schemas"]["UserResponse"][];
            next_cursor: string | null;
        };
        CreateUser: {
            /** Format: email */
            email: string;
            name: string;
            /** @enum {string} */
            role: "admin" | "agent" | "manager" | "user";
            /** Format: uuid */
            company_id?: string | null;
            password?: string;
        };
        CreatedUserResponse: {
            /** Format: uuid */
            id: string;
            /** Format: email */
            email: string;
            name: string;
            /** @enum {string} */
            role: "admin" | "agent" | "manager" | "user";
            /** Format: uuid */
            company_id: string | null;
            active: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            temporary_password?: string;
        };
        UpdateOwnProfile: {
            name?: string;
        };
        UpdateUser: {
            /** Format: email */
            email?: string;
            name?: string;
            /** @enum {string} */
            role?: "admin" | "agent" | "manager" | "user";
            /** Format: uuid */
            company_id?: string | null;
        };
        TemporaryPasswordResponse: {
            temporary_password: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ClientScriptController_module: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An ES module. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                };
            };
        };
    };
    CompaniesController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyPage"];
                };
            };
        };
    };
    CompaniesController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCompany"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyResponse"];
                };
            };
        };
    };
    CompaniesController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyResponse"];
                };
            };
        };
    };
    CompaniesController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    CompaniesController_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCompany"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyResponse"];
                };
            };
        };
    };
    AuthController_register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Register"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionResponse"];
                };
            };
        };
    };
    AuthController_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionResponse"];
                };
            };
        };
    };
    AuthController_refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionResponse"];
                };
            };
        };
    };
    AuthController_logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Logout"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneResponse"];
                };
            };
        };
    };
    AuthController_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResponse"];
                };
            };
        };
    };
    AuthController_changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneResponse"];
                };
            };
        };
    };
    ApiKeysController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
        };
    };
    ApiKeysController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApiKey"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKeyAnswer"];
                };
            };
        };
    };
    ApiKeysController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyAnswer"];
                };
            };
        };
    };
    ApiKeysController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    TicketsController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description One status, or several joined by commas. */
                status?: string[];
                /** @description One priority, or several joined by commas. */
                priority?: string[];
                /** @description The id of a user, or `none` for unassigned tickets. */
                assignee_id?: string;
                requester_id?: string;
                company_id?: string;
                tag?: string;
                /** @description Words in title or description, or a number such as #12. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketPage"];
                };
            };
        };
    };
    TicketsController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTicketDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketAnswer"];
                };
            };
        };
    };
    TicketsController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketAnswer"];
                };
            };
        };
    };
    TicketsController_remove: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the change starts from. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    TicketsController_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the change starts from. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateTicketDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketAnswer"];
                };
            };
        };
    };
    WatchersController_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatcherPage"];
                };
            };
        };
    };
    WatchersController_add: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddWatcherDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedWatcherAnswer"];
                };
            };
        };
    };
    WatchersController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    WatchersController_mute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MuteAnswer"];
                };
            };
        };
    };
    WatchersController_unmute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    CommentsController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentPage"];
                };
            };
        };
    };
    CommentsController_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCommentDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentAnswer"];
                };
            };
        };
    };
    CommentsController_remove: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the change starts from. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    CommentsController_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the change starts from. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCommentDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentAnswer"];
                };
            };
        };
    };
    AttachmentsController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentPage"];
                };
            };
        };
    };
    AttachmentsController_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["NewAttachmentForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentAnswer"];
                };
            };
        };
    };
    AttachmentsController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentAnswer"];
                };
            };
        };
    };
    AttachmentsController_replace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ReplaceAttachmentForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentAnswer"];
                };
            };
        };
    };
    AttachmentsController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    AttachmentsController_content: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Takes one `Range` of bytes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
        };
    };
    ArticlesController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description One status, or several joined by commas. */
                status?: string[];
                category?: string;
                slug?: string;
                /** @description Words in title or body. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticlePage"];
                };
            };
        };
    };
    ArticlesController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateArticleDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleAnswer"];
                };
            };
        };
    };
    ArticlesController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleAnswer"];
                };
            };
        };
    };
    ArticlesController_remove: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the change starts from. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    ArticlesController_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the change starts from. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateArticleDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleAnswer"];
                };
            };
        };
    };
    AssetsController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description One status, or several joined by commas. */
                status?: string[];
                asset_type?: string;
                company_id?: string;
                /** @description A part of name or description. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetPage"];
                };
            };
        };
    };
    AssetsController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAssetDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetAnswer"];
                };
            };
        };
    };
    AssetsController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetAnswer"];
                };
            };
        };
    };
    AssetsController_remove: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the change starts from. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    AssetsController_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the change starts from. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateAssetDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetAnswer"];
                };
            };
        };
    };
    MachinesController_register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterMachineDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MachineAnswer"];
                };
            };
        };
    };
    MachinesController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description One status, or several joined by commas. */
                status?: string[];
                company_id?: string;
                /** @description A part of the hostname. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MachinePage"];
                };
            };
        };
    };
    MachinesController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MachineAnswer"];
                };
            };
        };
    };
    MachinesController_history: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MachineAuditPage"];
                };
            };
        };
    };
    MachinesController_approve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MachineAnswer"];
                };
            };
            /** @description `already_decided`: a machine is approved or denied once. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    MachinesController_deny: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MachineAnswer"];
                };
            };
            /** @description `already_decided`: a machine is approved or denied once. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    AlertsController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                status?: "active" | "resolved";
                /** @description One severity, or several joined by commas. */
                severity?: string[];
                alert_type?: string;
                source?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertPage"];
                };
            };
        };
    };
    AlertsController_trigger: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TriggerAlertDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertAnswer"];
                };
            };
        };
    };
    AlertsController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertAnswer"];
                };
            };
        };
    };
    AlertsController_resolve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertAnswer"];
                };
            };
            /** @description `already_resolved`: an alert is resolved once. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    SettingsController_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsAnswer"];
                };
            };
        };
    };
    SettingsController_update: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSettingsDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsAnswer"];
                };
            };
        };
    };
    QuarantineController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantinePage"];
                };
            };
        };
    };
    QuarantineController_retryAll: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequeuedAnswer"];
                };
            };
        };
    };
    QuarantineController_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequeuedAnswer"];
                };
            };
        };
    };
    QuarantineController_discard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    EventsController_eventTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventTypePage"];
                };
            };
        };
    };
    EventsController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                after?: string;
                types?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
        };
    };
    EventIntakeController_take: {
        parameters: {
            query?: {
                /** @description Answers after the first attempts, or after this time: up to 30s. */
                wait?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IncomingEvent"];
            };
        };
        responses: {
            /** @description It had come in before under this key; or what became of it, with `wait` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenEventAnswer"] | components["schemas"]["EventOutcomeAnswer"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenEventAnswer"];
                };
            };
        };
    };
    EventIntakeController_takeAll: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IncomingEvents"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenEventsAnswer"];
                };
            };
        };
    };
    TicketHistoryController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryPage"];
                };
            };
        };
    };
    TestNotificationController_send: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was recorded and is on its way */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestNotificationAnswer"];
                };
            };
        };
    };
    InboxController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                unread?: boolean;
                type?: "comment_on_ticket" | "reply_to_comment" | "mention" | "comment_updated" | "comment_deleted" | "attachment_added" | "attachment_updated" | "attachment_deleted" | "new_ticket" | "ticket_assigned" | "ticket_updated" | "ticket_deleted" | "user_created" | "user_deactivated" | "kb_article_created" | "event" | "webhook_test";
                archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPage"];
                };
            };
        };
    };
    InboxController_unreadCount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnreadCountAnswer"];
                };
            };
        };
    };
    InboxController_readAll: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadAllAnswer"];
                };
            };
        };
    };
    InboxController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationAnswer"];
                };
            };
        };
    };
    InboxController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    InboxController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationAnswer"];
                };
            };
        };
    };
    InboxController_unread: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationAnswer"];
                };
            };
        };
    };
    InboxController_archive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationAnswer"];
                };
            };
        };
    };
    PreferencesController_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreferencesAnswer"];
                };
            };
        };
    };
    PreferencesController_change: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreferencesDto"];
            };
        };
        responses: {
            /** @description The preferences after the change */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreferencesAnswer"];
                };
            };
        };
    };
    "PersonalWebhookController_get[0]": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalWebhookAnswer"];
                };
            };
        };
    };
    "PersonalWebhookController_set[0]": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetPersonalWebhook"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalWebhookAnswer"];
                };
            };
        };
    };
    "PersonalWebhookController_clear[0]": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "PersonalWebhookController_get[1]": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalWebhookAnswer"];
                };
            };
        };
    };
    "PersonalWebhookController_set[1]": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetPersonalWebhook"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalWebhookAnswer"];
                };
            };
        };
    };
    "PersonalWebhookController_clear[1]": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "NotificationReceiverController_receive[0]": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description For repeats too */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceivedAnswer"];
                };
            };
            /** @description The signature is missing, too old or wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "NotificationReceiverController_receive[1]": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description For repeats too */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceivedAnswer"];
                };
            };
            /** @description The signature is missing, too old or wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    DeliveryQueueController_stats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueFigures"];
                };
            };
        };
    };
    DeliveryQueueController_retryFailed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetryFailed"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetryFailedAnswer"];
                };
            };
        };
    };
    InsightController_eventTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventTypePage"];
                };
            };
        };
    };
    InsightController_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewDelivery"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewAnswer"];
                };
            };
        };
    };
    InsightController_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestEndpoint"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestAnswer"];
                };
            };
        };
    };
    InsightController_probe: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProbeAnswer"];
                };
            };
        };
    };
    InsightController_stats: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointStats"];
                };
            };
        };
    };
    InsightController_explain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                eventId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExplainAnswer"];
                };
            };
        };
    };
    EndpointsController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                owner_type?: "user" | "company" | "system";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointPage"];
                };
            };
        };
    };
    EndpointsController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateEndpoint"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointAnswer"];
                };
            };
        };
    };
    EndpointsController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointAnswer"];
                };
            };
        };
    };
    EndpointsController_replace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateEndpoint"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointAnswer"];
                };
            };
        };
    };
    EndpointsController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    EndpointsController_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateEndpoint"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointAnswer"];
                };
            };
        };
    };
    EndpointsController_regenerateSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegenerateSecret"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointAnswer"];
                };
            };
        };
    };
    EndpointsController_enable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnableEndpoint"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointAnswer"];
                };
            };
        };
    };
    EndpointsController_disable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointAnswer"];
                };
            };
        };
    };
    DeliveriesController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                status?: "pending" | "sending" | "held" | "success" | "failed" | "cancelled";
                type?: string;
                /** @description The same as `type`. */
                event_type?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
        };
    };
    DeliveriesController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryDetailAnswer"];
                };
            };
        };
    };
    DeliveriesController_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryAnswer"];
                };
            };
        };
    };
    LegacyWebhooksController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                owner_type?: "user" | "company" | "system";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description `<path of the next page>; rel="next"`; missing on the last page. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyWebhookAnswer"][];
                };
            };
        };
    };
    LegacyWebhooksController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateLegacyWebhook"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyWebhookAnswer"];
                };
            };
        };
    };
    LegacyWebhooksController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyWebhookAnswer"];
                };
            };
        };
    };
    LegacyWebhooksController_replace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateLegacyWebhook"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyWebhookAnswer"];
                };
            };
        };
    };
    LegacyWebhooksController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyRemovalAnswer"];
                };
            };
        };
    };
    LegacyWebhooksController_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateLegacyWebhook"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyWebhookAnswer"];
                };
            };
        };
    };
    LegacyWebhooksController_listDeliveries: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                status?: "pending" | "sending" | "held" | "success" | "failed" | "cancelled";
                type?: string;
                /** @description The same as `type`. */
                event_type?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description `<path of the next page>; rel="next"`; missing on the last page. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyDeliveryAnswer"][];
                };
            };
        };
    };
    LegacyWebhooksController_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyTestAnswer"];
                };
            };
        };
    };
    RecoveryController_start: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoverEndpoint"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryStarted"];
                };
            };
        };
    };
    RecoveryController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryAnswer"];
                };
            };
        };
    };
    RecoveryController_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    InteractionsController_interact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Discord's own shape of an interaction response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description The signature is missing, too old or wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    SubjectsController_erase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureReceipt"];
                };
            };
        };
    };
    SearchController_search: {
        parameters: {
            query: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Words; "in quotes" as they stand, OR, and - for without. */
                q: string;
                /** @description Comma list of ticket, comment, kb_article. Left out: all. */
                types?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundPage"];
                };
            };
        };
    };
    UsersController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                role?: "admin" | "agent" | "manager" | "user";
                company_id?: string;
                active?: boolean;
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserPage"];
                };
            };
        };
    };
    UsersController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUser"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedUserResponse"];
                };
            };
        };
    };
    UsersController_updateOwnProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateOwnProfile"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResponse"];
                };
            };
        };
    };
    UsersController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResponse"] | components["schemas"]["PersonResponse"];
                };
            };
        };
    };
    UsersController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    UsersController_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateUser"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResponse"];
                };
            };
        };
    };
    UsersController_deactivate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResponse"];
                };
            };
        };
    };
    UsersController_reactivate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResponse"];
                };
            };
        };
    };
    UsersController_resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemporaryPasswordResponse"];
                };
            };
        };
    };
}
