/** Made from the OpenAPI document by `npm run client:types`: do not edit, a test compares it with the code. */
export interface paths {
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description Gives an access token for `Authorization: Bearer`, which expires after `expires_in` seconds, and a refresh token for `POST /api/auth/refresh`.
         */
        post: operations["AuthController_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
        /**
         * Register an account
         * @description Makes an account with the role `user` and signs in. Only while registration is open: see the setting `registration` and the variable `REGISTRATION`.
         */
        post: operations["AuthController_register"];
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
        /**
         * Renew the session
         * @description Gives a new pair of tokens. Each refresh token works once; a repeat within 10 s gets the same successor, a later one revokes the whole session.
         */
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
        /**
         * Sign out
         * @description Ends this session, with `everywhere` all sessions of the caller. Sockets of an ended session close.
         */
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
        /**
         * Read your account
         * @description The account that the token belongs to.
         */
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
        /**
         * Change your password
         * @description Ends all other sessions of the caller. API keys stay.
         */
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
        /**
         * List your API keys
         * @description Newest first, without the keys themselves.
         */
        get: operations["ApiKeysController_list"];
        put?: never;
        /**
         * Make an API key
         * @description At most 50 for each person. The key is shown this once. It does not expire: it ends when it is deleted, when an admin resets the password of its owner, and when the account is deactivated or deleted; sockets that it opened close then. A change of the password by its owner ends sessions and leaves the keys. What a key may do is always cut to the present rights of its owner.
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
        /**
         * Read one API key
         * @description Name, scopes and last use; never the key itself.
         */
        get: operations["ApiKeysController_read"];
        put?: never;
        post?: never;
        /**
         * Delete an API key
         * @description Requests with it answer 401 at once, and its sockets close.
         */
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
        /**
         * List tickets
         * @description Newest first: what the caller may see. Filters are combined by AND.
         */
        get: operations["TicketsController_list"];
        put?: never;
        /**
         * Create a ticket
         * @description The caller becomes its requester. Staff may name another requester and an assignee.
         */
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
        /**
         * Read a ticket
         * @description The answer carries the version as `ETag`.
         */
        get: operations["TicketsController_get"];
        put?: never;
        post?: never;
        /**
         * Delete a ticket
         * @description For admins. Comments and attachments go with it. With `If-Match` the change is made only if the version is still that one.
         */
        delete: operations["TicketsController_remove"];
        options?: never;
        head?: never;
        /**
         * Change a ticket
         * @description With `If-Match` the change is made only if the version is still that one. Requesters change title, description, tags and the status (`open`, `closed`); staff change everything.
         */
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
        /**
         * List the watchers of a ticket
         * @description People who are notified of what happens on it.
         */
        get: operations["WatchersController_list"];
        put?: never;
        /**
         * Add a watcher
         * @description Without `user_id`, adds the caller; only staff may add other people. A watcher sees the public part of the ticket.
         */
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
        /**
         * Remove a watcher
         * @description Staff remove anyone, others only themselves.
         */
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
        /**
         * Mute a ticket
         * @description The caller is no longer notified of this ticket. The ticket stays visible.
         */
        put: operations["WatchersController_mute"];
        post?: never;
        /**
         * Unmute a ticket
         * @description The caller is notified of this ticket again.
         */
        delete: operations["WatchersController_unmute"];
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
        /**
         * Read the history of a ticket
         * @description What happened to the ticket and what hangs on it, newest first, as far as the caller may see it.
         */
        get: operations["TicketHistoryController_list"];
        put?: never;
        post?: never;
        delete?: never;
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
        /**
         * List the comments of a ticket
         * @description Oldest first. A deleted comment that has replies is listed as a tombstone.
         */
        get: operations["CommentsController_list"];
        put?: never;
        /**
         * Write a comment
         * @description `internal` notes are for staff. On a closed ticket only staff may write; a requester who comments on a pending or resolved ticket reopens it.
         */
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
        /**
         * Delete a comment
         * @description The author, or staff. Replies stay. With `If-Match` the change is made only if the version is still that one.
         */
        delete: operations["CommentsController_remove"];
        options?: never;
        head?: never;
        /**
         * Change a comment
         * @description The author or staff change the content; staff also make it internal or public. With `If-Match` the change is made only if the version is still that one.
         */
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
        /**
         * List the files of a ticket
         * @description Without their content. Files on internal comments are for staff.
         */
        get: operations["AttachmentsController_list"];
        put?: never;
        /**
         * Add a file to a ticket
         * @description As `multipart/form-data` with the field `file`. The type is detected from the content; it must be one of `UPLOAD_TYPES`.
         */
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
        /**
         * Read the metadata of a file
         * @description Name, type, size and SHA-256 of the content.
         */
        get: operations["AttachmentsController_get"];
        /**
         * Replace the content of a file
         * @description As `multipart/form-data` with the field `file`. The id stays.
         */
        put: operations["AttachmentsController_replace"];
        post?: never;
        /**
         * Delete a file
         * @description Its uploader, or staff.
         */
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
        /**
         * Download a file
         * @description The bytes, as an attachment. Takes one `Range` of bytes and `If-None-Match`.
         */
        get: operations["AttachmentsController_content"];
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
        /**
         * Send yourself a test notification
         * @description By every channel: inbox, sockets and the personal webhook.
         */
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
        /**
         * List your notifications
         * @description Newest first, with the exact number of unread ones and the cursor for sockets.
         */
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
        /**
         * Count the unread notifications
         * @description Those that are neither read nor archived.
         */
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
        /**
         * Mark notifications as read
         * @description All of them, or those that match every given field. The sockets of the caller get `notification.update`.
         */
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
        /**
         * Read one notification
         * @description Its `data` is null when the caller may no longer see the entity.
         */
        get: operations["InboxController_get"];
        put?: never;
        post?: never;
        /**
         * Delete a notification
         * @description For good.
         */
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
        /**
         * Mark a notification as read
         * @description Again has no further effect.
         */
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
        /**
         * Mark a notification as unread
         * @description Again has no further effect.
         */
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
        /**
         * Archive a notification
         * @description It leaves the list and the count, and is kept.
         */
        post: operations["InboxController_archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/{id}/unarchive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a notification out of the archive
         * @description It is back in the list, read or unread as it was.
         */
        post: operations["InboxController_unarchive"];
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
        /**
         * Read your webhook
         * @description The URL that the notifications of the caller are POSTed to, in the format `notification`. All null when there is none.
         */
        get: operations["PersonalWebhookController_get[0]"];
        /**
         * Set your webhook
         * @description Sets, changes, enables again or, with null, clears it. The secret is in the answer when it is new.
         */
        put: operations["PersonalWebhookController_set[0]"];
        post?: never;
        /**
         * Clear your webhook
         * @description What waits to be sent is cancelled.
         */
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
        /**
         * Read your webhook
         * @description The URL that the notifications of the caller are POSTed to, in the format `notification`. All null when there is none.
         */
        get: operations["PersonalWebhookController_get[1]"];
        /**
         * Set your webhook
         * @description Sets, changes, enables again or, with null, clears it. The secret is in the answer when it is new.
         */
        put: operations["PersonalWebhookController_set[1]"];
        post?: never;
        /**
         * Clear your webhook
         * @description What waits to be sent is cancelled.
         */
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
        /**
         * Receive a notification of this server
         * @description The built-in receiver for relative webhook URLs. It checks the signature and the shape, and counts repeats once.
         */
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
        /**
         * Receive a notification of this server
         * @description The built-in receiver for relative webhook URLs. It checks the signature and the shape, and counts repeats once.
         */
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
        /**
         * Count what waits and what failed
         * @description Over the webhooks of the caller; an admin's over all.
         */
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
        /**
         * Retry all failed deliveries
         * @description Of one webhook or of all that the caller may change, by time and type. Each keeps its `webhook-id`. `dry_run` only counts.
         */
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
        /**
         * List the event types for webhooks
         * @description The same as `GET /api/event-types`.
         */
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
        /**
         * Preview a delivery
         * @description The body and headers that an endpoint with these settings would get, without sending them. With `filter`, whether it matches and which values it saw.
         */
        post: operations["InsightController_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/preview/recent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a filter on recent events
         * @description Which of the last events that the caller may see an endpoint with these settings would take, and what the filter saw of each.
         */
        post: operations["InsightController_previewRecent"];
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
        /**
         * Send a test now
         * @description Waits up to 10 s for the answer of the receiver. With `type`, sends the example of that event. Logged as a delivery.
         */
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
        /**
         * Probe whether the receiver checks signatures
         * @description Sends one badly signed test. A receiver that takes it takes requests from anyone who knows the URL.
         */
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
        /**
         * Read the figures of a webhook
         * @description Deliveries by outcome, durations and the last 24 hours by hour.
         */
        get: operations["InsightController_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/stats/hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the attempts of a webhook by hour
         * @description Success, response times and classes of answers, tests included, from counters: each attempt counts, not each delivery.
         */
        get: operations["InsightController_statsByHour"];
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
        /**
         * Explain why a webhook did or did not get an event
         * @description Rule by rule, by current settings and rights, with the values that the filter saw. The caller must be able to see both.
         */
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
        /**
         * List webhooks
         * @description Newest first: those that the caller may see, each with its health.
         */
        get: operations["EndpointsController_list"];
        put?: never;
        /**
         * Create a webhook
         * @description The secret is shown this once. `warnings` names event patterns that match no known event.
         */
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
        /**
         * Read a webhook
         * @description Its settings and health, without the secret.
         */
        get: operations["EndpointsController_read"];
        /**
         * Change a webhook (PUT)
         * @description The same as `PATCH`: what is left out stays.
         */
        put: operations["EndpointsController_replace"];
        post?: never;
        /**
         * Delete a webhook
         * @description What waits to be sent is cancelled.
         */
        delete: operations["EndpointsController_remove"];
        options?: never;
        head?: never;
        /**
         * Change a webhook
         * @description What is left out stays. A URL of another origin drops `headers`, unless they are sent again.
         */
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
        /**
         * Rotate the secret
         * @description Gives a new secret, shown this once. The previous one signs too until `previous_secret_expires_at`.
         */
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
        /**
         * Enable a webhook
         * @description Sends what was held, in order, and what comes. `drop_held` forgets what was held.
         */
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
        /**
         * Disable a webhook
         * @description Holds all events until it is enabled.
         */
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
        /**
         * List the deliveries of a webhook
         * @description Past, current and waiting deliveries, newest first.
         */
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
        /**
         * Read a delivery
         * @description With its payload, the request headers and every attempt.
         */
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
        /**
         * Retry a delivery
         * @description Sends it once more with the same `webhook-id`, a fresh timestamp and a fresh signature.
         */
        post: operations["DeliveriesController_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deliveries of all webhooks
         * @description Of the webhooks that the caller may see, newest first. A page may have fewer items than `limit`, or none, while `next_cursor` is not null: one request looks through a bounded number of deliveries.
         */
        get: operations["DeliveryListController_list"];
        put?: never;
        post?: never;
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
        /**
         * List webhooks (XTSystems)
         * @description A bare array of those that the caller may see, newest first; the header `Link` names the next page.
         */
        get: operations["LegacyWebhooksController_list"];
        put?: never;
        /**
         * Create a webhook (XTSystems)
         * @description Owned by the company of the caller where possible. Defaults: format `xtsystems`, 3 attempts, retries after 1 s and 2 s.
         */
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
        /**
         * Read a webhook (XTSystems)
         * @description The same webhook as at `/api/webhooks/{id}`, with `retry_count` and `is_active`.
         */
        get: operations["LegacyWebhooksController_read"];
        /**
         * Change a webhook (XTSystems, PUT)
         * @description The same as `PATCH`: what is left out stays.
         */
        put: operations["LegacyWebhooksController_replace"];
        post?: never;
        /**
         * Delete a webhook (XTSystems)
         * @description What waits to be sent is cancelled. Answers 200 with a message.
         */
        delete: operations["LegacyWebhooksController_remove"];
        options?: never;
        head?: never;
        /**
         * Change a webhook (XTSystems)
         * @description What is left out stays.
         */
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
        /**
         * List the deliveries of a webhook (XTSystems)
         * @description A bare array, newest first, with payloads; the header `Link` names the next page.
         */
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
        /**
         * Send a test now (XTSystems)
         * @description `success` says whether the receiver answered 2xx.
         */
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
        /**
         * Recover what a webhook missed
         * @description Sends again what failed in the given time, and what was never attempted. `dry_run` only counts.
         */
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
        /**
         * Read the progress of a recovery
         * @description How many of the missed deliveries are back in the queue.
         */
        get: operations["RecoveryController_read"];
        put?: never;
        post?: never;
        /**
         * Cancel a recovery
         * @description What is in the queue by then is sent.
         */
        delete: operations["RecoveryController_cancel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your bins
         * @description Newest first. Another person’s bins are seen by no one else.
         */
        get: operations["BinsController_list"];
        put?: never;
        /**
         * Create a bin
         * @description A built-in receiver to inspect requests with. Its `url` takes any request, and `/bin/<id>` can be the URL of a webhook.
         */
        post: operations["BinsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bins/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a bin
         * @description How it answers, and when it expires.
         */
        get: operations["BinsController_read"];
        put?: never;
        post?: never;
        /**
         * Delete a bin
         * @description With all that it took. Its URL answers 404 from then on.
         */
        delete: operations["BinsController_remove"];
        options?: never;
        head?: never;
        /**
         * Change how a bin answers
         * @description What is left out stays. It counts from the next request on.
         */
        patch: operations["BinsController_update"];
        trace?: never;
    };
    "/api/bins/{id}/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what a bin took
         * @description Newest first: the last 100 requests, for 24 hours. A page ends early at 2 MiB of bodies. Credentials in headers are masked.
         */
        get: operations["BinsController_taken"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bins/{id}/requests/{requestId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one request that a bin took
         * @description With its headers and body.
         */
        get: operations["BinsController_request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List quarantined events
         * @description For admins. Events that could not be processed, with the error, newest first.
         */
        get: operations["QuarantineController_list"];
        put?: never;
        post?: never;
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
        /**
         * Read a quarantined event
         * @description For admins. With what it carries.
         */
        get: operations["QuarantineController_get"];
        put?: never;
        post?: never;
        /**
         * Discard a quarantined event
         * @description For admins. It is never processed.
         */
        delete: operations["QuarantineController_discard"];
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
        /**
         * Retry all quarantined events
         * @description For admins. All go back into the queue.
         */
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
        /**
         * Retry a quarantined event
         * @description For admins. It goes back into the queue.
         */
        post: operations["QuarantineController_retry"];
        delete?: never;
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
        /**
         * List the event types
         * @description The catalogue: name, category, description, JSON Schema of `data`, and an example.
         */
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
        /**
         * Read the event log
         * @description What the caller may see. In commit order: go on with `next_cursor` as `after`. With `order=desc` newest first and filtered: go on with `next_cursor` as `before`; a page may be short, or empty, while `next_cursor` is not null, since one request looks through a bounded part of the log.
         */
        get: operations["EventsController_list"];
        put?: never;
        /**
         * Send an event of another service
         * @description Webhooks and sockets of the people it concerns get it. The same idempotency key again answers 200 with the same id; `wait` answers after the first attempts.
         */
        post: operations["EventIntakeController_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one event
         * @description As it was recorded, while it is kept and the caller may see it.
         */
        get: operations["EventsController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/{id}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Trace an event
         * @description Everything that one event led to: rooms, people, webhooks, and why not. Admins see all of it, others themselves and their webhooks. Lists at most 200 people and 200 webhooks; those who were not notified and webhooks without a delivery are worked out by current rules. For an event that concerns everyone, people who were not notified are not listed, except the actor and the caller.
         */
        get: operations["EventsController_trace"];
        put?: never;
        post?: never;
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
        /**
         * Send up to 500 events
         * @description All or none.
         */
        post: operations["EventIntakeController_takeAll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resend an event
         * @description Sends a past event once to one webhook, whatever its events, categories and filter are, with the same `webhook-id`. While a delivery of the event to the webhook waits, that one is answered and no other is made.
         */
        post: operations["ResendController_resend"];
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
        /**
         * Read your notification preferences
         * @description For each notification type, the channels that it may use.
         */
        get: operations["PreferencesController_get"];
        /**
         * Change your notification preferences
         * @description What is left out stays.
         */
        put: operations["PreferencesController_change"];
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
        /**
         * List users
         * @description For staff: everyone. For managers: the people of their company. Others get 403.
         */
        get: operations["UsersController_list"];
        put?: never;
        /**
         * Create a user
         * @description For admins. Without `password` one is generated and shown once as `temporary_password`.
         */
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
        /**
         * Change your name
         * @description Only the name: address and role are changed by an admin.
         */
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
        /**
         * Read a user
         * @description Staff and managers get the whole account; others get `{id, name}` of people on tickets that they see.
         */
        get: operations["UsersController_read"];
        put?: never;
        post?: never;
        /**
         * Delete a user
         * @description For admins. What the person wrote stays under "Deleted user". To erase it too: `DELETE /api/subjects/{user_id}`.
         */
        delete: operations["UsersController_remove"];
        options?: never;
        head?: never;
        /**
         * Change a user
         * @description For admins. What is left out stays.
         */
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
        /**
         * Deactivate a user
         * @description For admins. Sessions, API keys and sockets of the person end at once. Nothing is deleted.
         */
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
        /**
         * Reactivate a user
         * @description For admins. The person can sign in again.
         */
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
        /**
         * Reset a password
         * @description For admins. Gives a temporary password once; sessions and API keys of the person end.
         */
        post: operations["UsersController_resetPassword"];
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
        /**
         * List companies
         * @description For staff; managers get only their own company. Others get 403.
         */
        get: operations["CompaniesController_list"];
        put?: never;
        /**
         * Create a company
         * @description For staff.
         */
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
        /**
         * Read a company
         * @description For staff, and for managers of the company. The answer carries the version as `ETag`.
         */
        get: operations["CompaniesController_read"];
        put?: never;
        post?: never;
        /**
         * Delete a company
         * @description For admins, while nothing belongs to it.
         */
        delete: operations["CompaniesController_remove"];
        options?: never;
        head?: never;
        /**
         * Rename a company
         * @description For staff. With `If-Match` the change is made only if the version is still that one.
         */
        patch: operations["CompaniesController_update"];
        trace?: never;
    };
    "/api/kb/articles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List articles
         * @description Public ones for everyone; drafts and internal ones for staff.
         */
        get: operations["ArticlesController_list"];
        put?: never;
        /**
         * Create an article
         * @description For staff. A new article is a draft.
         */
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
        /**
         * Read an article
         * @description The answer carries the version as `ETag`.
         */
        get: operations["ArticlesController_get"];
        put?: never;
        post?: never;
        /**
         * Delete an article
         * @description For staff. With `If-Match` the change is made only if the version is still that one.
         */
        delete: operations["ArticlesController_remove"];
        options?: never;
        head?: never;
        /**
         * Change or publish an article
         * @description For staff. The status `public` publishes it. With `If-Match` the change is made only if the version is still that one.
         */
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
        /**
         * List assets
         * @description For staff. Filters are combined by AND.
         */
        get: operations["AssetsController_list"];
        put?: never;
        /**
         * Create an asset
         * @description For staff.
         */
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
        /**
         * Read an asset
         * @description For staff. The answer carries the version as `ETag`.
         */
        get: operations["AssetsController_get"];
        put?: never;
        post?: never;
        /**
         * Delete an asset
         * @description For staff. With `If-Match` the change is made only if the version is still that one.
         */
        delete: operations["AssetsController_remove"];
        options?: never;
        head?: never;
        /**
         * Change an asset
         * @description For staff. With `If-Match` the change is made only if the version is still that one.
         */
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
        /**
         * Register a machine
         * @description For staff and their API keys. It is pending until it is approved or denied. API keys need the scope `machines:register`.
         */
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
        /**
         * List machines
         * @description For staff. Newest first.
         */
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
        /**
         * Read a machine
         * @description For staff.
         */
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
        /**
         * Read the decisions about a machine
         * @description For staff: who approved or denied it, and from where.
         */
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
        /**
         * Approve a machine
         * @description For staff, once.
         */
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
        /**
         * Deny a machine
         * @description For staff, once.
         */
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
        /**
         * List alerts
         * @description For staff. Newest first.
         */
        get: operations["AlertsController_list"];
        put?: never;
        /**
         * Trigger an alert
         * @description For staff and their API keys.
         */
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
        /**
         * Read an alert
         * @description For staff.
         */
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
        /**
         * Resolve an alert
         * @description For staff, once.
         */
        post: operations["AlertsController_resolve"];
        delete?: never;
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
        /**
         * Search tickets, comments and articles
         * @description The best match first, with the matches marked. Only what the caller may see.
         */
        get: operations["SearchController_search"];
        put?: never;
        post?: never;
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
        /**
         * Read the settings
         * @description For admins.
         */
        get: operations["SettingsController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the settings
         * @description For admins. What is left out stays. The event names the changed fields, and is made only when something changed.
         */
        patch: operations["SettingsController_update"];
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
         * Erase a person's data
         * @description For admins. Ends the account. Comments become tombstones, tickets lose the texts of their requester, names give way to "Deleted user". Articles stay: they belong to the desk. A repeat continues after a crash; otherwise it finds nothing.
         */
        delete: operations["SubjectsController_erase"];
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
        /**
         * Receive an interaction from Discord
         * @description For Discord: pings and clicks on buttons, signed with Ed25519. Answers in the shape of Discord.
         */
        post: operations["InteractionsController_interact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
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
    "/embed/inbox.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Load the inbox for other pages
         * @description The web component `<carillon-inbox url="…" token-endpoint="…">` as one ES module, the client included. Pages of every origin may load it; what they may call is decided by `CORS_ORIGINS`. It has an `ETag` and is revalidated at every load; `/embed/inbox.js.map` is its source map.
         */
        get: operations["EmbedScriptController_inbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the process alive?
         * @description For liveness probes: restart the process when this does not answer.
         */
        get: operations["HealthController_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Can the process serve?
         * @description For readiness probes and load balancers: send traffic while this answers 200. A failing check is named with its reason.
         */
        get: operations["HealthController_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metrics for Prometheus
         * @description Without `METRICS_TOKEN` only for a peer on this machine; with it, for clients that send it as a bearer token.
         */
        get: operations["MetricsController_scrape"];
        put?: never;
        post?: never;
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
        LiveAnswer: {
            /** @example ok */
            status: string;
        };
        ReadyAnswer: {
            /** @example ok */
            status: string;
            /**
             * @description Each check by its name.
             * @example {
             *       "database": {
             *         "status": "up"
             *       }
             *     }
             */
            details: Record<string, unknown>;
        };
        CompanyResponse: {
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000001
             */
            id: string;
            /** @example Acme */
            name: string;
            /**
             * @description Also the ETag.
             * @example 1
             */
            version: number;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
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
        Login: {
            /** Format: email */
            email: string;
            password: string;
        };
        UserResponse: {
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000001
             */
            id: string;
            /**
             * Format: email
             * @example ada@example.com
             */
            email: string;
            /** @example Ada */
            name: string;
            /**
             * @example user
             * @enum {string}
             */
            role: "admin" | "agent" | "manager" | "user";
            /**
             * Format: uuid
             * @example null
             */
            company_id: string | null;
            /** @example true */
            active: boolean;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
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
        Register: {
            /** Format: email */
            email: string;
            password: string;
            name: string;
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
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000001
             */
            id: string;
            /**
             * @description What people call it: #42.
             * @example 42
             */
            number: number;
            /** @example The printer is on fire */
            title: string;
            /** @example Third floor, next to the lift. */
            description: string;
            /**
             * @example open
             * @enum {string}
             */
            status: "open" | "in_progress" | "pending" | "on_hold" | "resolved" | "closed";
            /**
             * @example high
             * @enum {string}
             */
            priority: "low" | "normal" | "high" | "urgent";
            /**
             * @example [
             *       "printer"
             *     ]
             */
            tags: string[];
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000002
             */
            requester_id: string;
            /** @example Ada */
            requester_name: string | null;
            /**
             * Format: uuid
             * @example null
             */
            assignee_id: string | null;
            /** @example null */
            assignee_name: string | null;
            /**
             * Format: uuid
             * @description Its requester's company.
             * @example null
             */
            company_id: string | null;
            /**
             * @description Also the ETag.
             * @example 1
             */
            version: number;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
            updated_at: string;
            /**
             * Format: date-time
             * @example null
             */
            resolved_at: string | null;
            /**
             * Format: date-time
             * @example null
             */
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
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000001
             */
            user_id: string;
            name: string;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
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
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000001
             */
            user_id: string;
            name: string;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
            created_at: string;
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000001
             */
            ticket_id: string;
        };
        MuteAnswer: {
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000001
             */
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
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000001
             */
            id: string;
            /** @example We sent a technician. */
            content: string;
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000002
             */
            author_id: string;
            /** @example Grace */
            author_name: string | null;
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000001
             */
            ticket_id: string;
            /**
             * Format: uuid
             * @example null
             */
            parent_id: string | null;
            /** @example false */
            internal: boolean;
            /**
             * @description Also the ETag.
             * @example 1
             */
            version: number;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
            updated_at: string;
        };
        ListedComment: {
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000001
             */
            id: string;
            /** @example We sent a technician. */
            content: string;
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000002
             */
            author_id: string;
            /** @example Grace */
            author_name: string | null;
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000001
             */
            ticket_id: string;
            /**
             * Format: uuid
             * @example null
             */
            parent_id: string | null;
            /** @example false */
            internal: boolean;
            /**
             * @description Also the ETag.
             * @example 1
             */
            version: number;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
            updated_at: string;
            /**
             * @description Set only on the tombstone of a deleted comment. It is listed while it has replies; its content is empty.
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
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000001
             */
            id: string;
            /**
             * @description Without folders and invisible characters, at most 255 bytes.
             * @example printer.jpg
             */
            filename: string;
            /**
             * @description Detected from the content; the uploader’s value is ignored.
             * @example image/jpeg
             */
            content_type: string;
            /**
             * @description Bytes.
             * @example 48213
             */
            size: number;
            /**
             * @description Also the ETag of the content.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            sha256: string;
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000001
             */
            ticket_id: string;
            /**
             * Format: uuid
             * @example null
             */
            comment_id: string | null;
            /**
             * Format: uuid
             * @description A user.
             * @example 019a0000-0000-7000-8000-000000000002
             */
            uploaded_by: string;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
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
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000001
             */
            id: string;
            /** @example How to put out a printer */
            title: string;
            /**
             * @description Unique; stays when the title changes.
             * @example how-to-put-out-a-printer
             */
            slug: string;
            /** @example Pull the plug first. */
            body: string;
            /**
             * @example public
             * @enum {string}
             */
            status: "draft" | "internal" | "public" | "archived";
            /** @example Printers */
            category: string | null;
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000002
             */
            author_id: string;
            /** @example Grace */
            author_name: string | null;
            /**
             * @description Also the ETag.
             * @example 1
             */
            version: number;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
            updated_at: string;
            /**
             * Format: date-time
             * @description When it first became internal or public.
             * @example 2026-01-31T09:30:00.000Z
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
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000001
             */
            id: string;
            /** @example Mail server */
            name: string;
            /** @example server */
            asset_type: string;
            /** @example In the cellar. */
            description: string;
            /** @example active */
            status: string;
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000002
             */
            company_id: string | null;
            /**
             * @description Also the ETag.
             * @example 1
             */
            version: number;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
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
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000001
             */
            id: string;
            /** @example desk-17.acme.local */
            hostname: string;
            /** @example 10.0.4.17 */
            ip_address: string;
            /** @example Debian 13 */
            operating_system: string;
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000002
             */
            company_id: string | null;
            /**
             * @example pending
             * @enum {string}
             */
            status: "pending" | "approved" | "denied";
            /**
             * @description The name of the person or API key that registered it.
             * @example Roll-out
             */
            registered_by: string;
            /**
             * @description The name of the person who approved or denied it.
             * @example null
             */
            decided_by: string | null;
            /**
             * Format: date-time
             * @example null
             */
            decided_at: string | null;
            /** @example 1 */
            version: number;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
            updated_at: string;
        };
        MachinePage: {
            items: components["schemas"]["MachineAnswer"][];
            next_cursor: string | null;
        };
        MachineAuditActor: {
            /**
             * @description A user's id, or Discord's for its people.
             * @example null
             */
            id: string | null;
            name: string;
            /** @enum {string} */
            type: "user" | "api_key" | "system" | "discord";
        };
        MachineAuditAnswer: {
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000001
             */
            id: string;
            /** @example approved via Discord by Grace */
            action: string;
            actor: components["schemas"]["MachineAuditActor"];
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
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
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000001
             */
            id: string;
            /** @example The disk of backup-3 is nearly full. */
            message: string;
            /** @example disk */
            alert_type: string;
            /**
             * @example high
             * @enum {string}
             */
            severity: "info" | "low" | "medium" | "warning" | "high" | "error" | "critical";
            /** @example backup-3 */
            source: string | null;
            /**
             * @example {
             *       "used_percent": 93
             *     }
             */
            details: {
                [key: string]: unknown;
            } | null;
            /**
             * @example active
             * @enum {string}
             */
            status: "active" | "resolved";
            /**
             * @description The name of the person or API key that resolved it.
             * @example null
             */
            resolved_by: string | null;
            /**
             * Format: date-time
             * @example null
             */
            resolved_at: string | null;
            /** @example 1 */
            version: number;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
            updated_at: string;
        };
        AlertPage: {
            items: components["schemas"]["AlertAnswer"][];
            next_cursor: string | null;
        };
        SettingsAnswer: {
            /** @example Acme support */
            site_name: string;
            /**
             * Format: email
             * @example help@example.com
             */
            support_email: string | null;
            /**
             * @description Of tickets that are opened without one.
             * @example normal
             * @enum {string}
             */
            default_ticket_priority: "low" | "normal" | "high" | "urgent";
            /**
             * @description Whether anyone may register; null: as the environment variable `REGISTRATION` says.
             * @example null
             * @enum {string|null}
             */
            registration: "open" | "closed" | null;
            /**
             * @description The name of the admin who changed them last.
             * @example Grace
             */
            updated_by: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
            updated_at: string;
        };
        UpdateSettingsDto: {
            site_name?: string;
            /**
             * Format: email
             * @description The address for people who cannot sign in.
             */
            support_email?: string | null;
            /**
             * @description Of tickets that are opened without one.
             * @enum {string}
             */
            default_ticket_priority?: "low" | "normal" | "high" | "urgent";
            /**
             * @description Whether anyone may register; null: as the environment variable `REGISTRATION` says.
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
        QuarantinedEventDetail: {
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
            /**
             * @description `data` of the event as text, since it may be unreadable as JSON; null: past retention.
             * @example {"id":"018f0c2e-7a4d-7c1b-9d53-1f2e3a4b5c6d"}
             */
            payload: string | null;
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
            /**
             * @description The colour of the category in chat messages: 24 bits of red, green and blue.
             * @example 65535
             */
            color: number;
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
            /** @description In `asc` never null: the next events are asked for with it. In `desc` null at the end of the list. */
            next_cursor: string | null;
            /** @description Of `types`: patterns that no known event type matches. */
            warnings?: components["schemas"]["Warning"][];
        };
        SingleEventAnswer: {
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
            /** @description Its place in the log. Null until it is dispatched. */
            cursor: string | null;
        };
        TracedRoom: {
            /** @example ticket:018f0c2e-7a4d-7c1b-9d53-1f2e3a4b5c6d */
            room: string;
            /**
             * @description The message that sockets in the room get.
             * @example ticket.update
             */
            message: string;
        };
        TracedChannels: {
            inbox: boolean;
            socket: boolean;
            webhook: boolean;
        };
        TracedRecipient: {
            /** Format: uuid */
            user_id: string;
            /** @description Null: the account is gone. */
            name: string | null;
            /** @example comment_on_ticket */
            type: string;
            /**
             * @description Why the event concerns the person.
             * @example watcher
             */
            reason: string;
            /** @enum {string} */
            outcome: "notified" | "actor" | "inactive" | "no_access" | "muted" | "switched_off";
            /** @description Null: not notified. */
            channels: components["schemas"]["TracedChannels"] | null;
            /** Format: uuid */
            notification_id: string | null;
            /** @description Worked out by current rules, rights and settings, since nothing was stored. */
            recomputed: boolean;
        };
        TracedEndpoint: {
            /** Format: uuid */
            webhook_id: string;
            /** @example Orders */
            name: string;
            /** @enum {string} */
            outcome: "delivered" | "pending" | "held" | "failed" | "cancelled" | "not_matched" | "paused";
            /** @description Why it came to this. Null: it was delivered. */
            why: string | null;
            /** @description The latest to this webhook, as GET /api/webhooks/{id}/deliveries gives it. */
            delivery: components["schemas"]["DeliveryAnswer"] | null;
            /** @description Worked out by current rules, rights and settings, since nothing was stored. */
            recomputed: boolean;
        };
        EventTraceAnswer: {
            event: components["schemas"]["SingleEventAnswer"];
            /** Format: date-time */
            recorded_at: string;
            /**
             * Format: date-time
             * @description When it got its place in the log. Null: not yet, or by a version of the server that did not keep it.
             */
            dispatched_at: string | null;
            rooms: components["schemas"]["TracedRoom"][];
            /** @description At most 200. */
            recipients: components["schemas"]["TracedRecipient"][];
            /** @description How many there are, listed or not. */
            recipients_total: number;
            /** @description At most 200. */
            endpoints: components["schemas"]["TracedEndpoint"][];
            /** @description How many there are, listed or not. */
            endpoints_total: number;
            /** @description Some of it was not stored, but worked out by what holds now. */
            recomputed: boolean;
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
            /** @description Why the person was notified, such as `assignee` or `mention` */
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
            /** @description Null when the caller may no longer see it, or it is past retention */
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
        ReadAll: {
            /**
             * @description Only notifications of this type.
             * @enum {string}
             */
            type?: "comment_on_ticket" | "reply_to_comment" | "mention" | "comment_updated" | "comment_deleted" | "attachment_added" | "attachment_updated" | "attachment_deleted" | "new_ticket" | "ticket_assigned" | "ticket_updated" | "ticket_deleted" | "user_created" | "user_deactivated" | "kb_article_created" | "event" | "webhook_test";
            /**
             * Format: uuid
             * @description Only notifications about this entity.
             */
            related_id?: string;
            /** @description The newest cursor that the page shows: what came after it stays unread. */
            up_to?: string;
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
            /**
             * @description Queued at or after this: a time with its zone, or how long ago.
             * @example 24h
             */
            since?: string;
            /**
             * @description Queued at or before this; as `since`.
             * @example 0s
             */
            until?: string;
            /**
             * @description Names and groups of events. Left out: all.
             * @example [
             *       "ticket.*",
             *       "comment.created"
             *     ]
             */
            types?: string[];
            /** @description Only counts. */
            dry_run?: boolean;
        };
        RetryFailedAnswer: {
            /** @description How many are sent once more; with `dry_run`, how many would be. */
            retried: number;
        };
        PreviewDelivery: {
            /**
             * @description The example of this event.
             * @default webhook.test
             */
            type: string;
            /** @description The same as `type`. */
            event_type?: string;
            /**
             * Format: uuid
             * @description One that happened, and that you may see. Else the example of `type`.
             */
            event_id?: string;
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
        PreviewRecent: {
            /**
             * @description Empty or left out: all.
             * @example [
             *       "ticket.*"
             *     ]
             */
            events?: string[];
            /** @description Empty or left out: all. */
            categories?: ("SUPPORT" | "SECURITY" | "VPS" | "GAME_SERVER" | "BILLING" | "SYSTEM" | "CUSTOM")[];
            /** @description Left out: all of these events match. */
            filter?: string | null;
            /** @default 50 */
            limit: number;
        };
        RecentMatch: {
            /** Format: uuid */
            event_id: string;
            /** @example ticket.updated */
            type: string;
            /** @enum {string} */
            category: "SUPPORT" | "SECURITY" | "VPS" | "GAME_SERVER" | "BILLING" | "SYSTEM" | "CUSTOM";
            /** Format: date-time */
            occurred_at: string;
            /** @example Ada Lovelace */
            actor_name: string;
            matches: boolean;
            /** @description Why the filter gave no answer. */
            fault?: string;
            /** @description What the filter saw of the event, up to 10 values. */
            values?: components["schemas"]["SeenValueAnswer"][];
        };
        RecentPreviewAnswer: {
            /** @description Events of these types among the last 5,000 that the caller may see. */
            found: number;
            /** @description Less than `found` when the filter ran over its budget. */
            tried: number;
            matched: number;
            /** @description Newest first. */
            items: components["schemas"]["RecentMatch"][];
        };
        TestEndpoint: {
            /**
             * @description The example of this event.
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
            /** @description Null: unknown. */
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
        AnswerCounts: {
            /** @description No answer: no connection, or a timeout. */
            none: number;
            "2xx": number;
            "3xx": number;
            "4xx": number;
            /** @description Any other status, too. */
            "5xx": number;
        };
        HourOfAttempts: {
            attempts: number;
            ok: number;
            failed: number;
            /** @description Per cent of the attempts; null: there were none. */
            success_rate: number | null;
            /** @description Milliseconds, from a histogram: off by a quarter at most. Null: there was no attempt. */
            p50_ms: number | null;
            /** @description Milliseconds, from a histogram: off by a quarter at most. Null: there was no attempt. */
            p95_ms: number | null;
            answers: components["schemas"]["AnswerCounts"];
            /**
             * Format: date-time
             * @description When the hour begins.
             */
            hour: string;
        };
        EndpointHistoryAnswer: {
            attempts: number;
            ok: number;
            failed: number;
            /** @description Per cent of the attempts; null: there were none. */
            success_rate: number | null;
            /** @description Milliseconds, from a histogram: off by a quarter at most. Null: there was no attempt. */
            p50_ms: number | null;
            /** @description Milliseconds, from a histogram: off by a quarter at most. Null: there was no attempt. */
            p95_ms: number | null;
            answers: components["schemas"]["AnswerCounts"];
            /** @enum {string} */
            range: "24h" | "7d";
            /** @description Each hour in UTC, the current one last: 24 or 168. */
            by_hour: components["schemas"]["HourOfAttempts"][];
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
            /** @description By current settings and rights. */
            matches: boolean;
            rules: components["schemas"]["RuleAnswer"][];
            /** @description What really became of it. */
            deliveries: components["schemas"]["ExplainedDelivery"][];
        };
        AttemptsOfHour: {
            ok: number;
            failed: number;
        };
        EndpointHealthAnswer: {
            /**
             * @description idle: no attempt in the last 24 hours.
             * @enum {string}
             */
            state: "healthy" | "failing" | "disabled" | "idle";
            /** @description Per cent of the attempts; null: there were none. */
            success_rate_24h: number | null;
            /** @description Milliseconds, from a histogram: off by a quarter at most. */
            p95_ms_24h: number | null;
            /** @description Attempts by UTC hour: 24, the current hour last. */
            by_hour: components["schemas"]["AttemptsOfHour"][];
            /** Format: date-time */
            last_attempt_at: string | null;
            /** @description Waiting for the first or another attempt. 10000: that many or more. */
            pending: number;
            /** @description Held while the webhook is disabled. 10000: that many or more. */
            held: number;
            /**
             * Format: date-time
             * @description When the oldest of those that are due became due; null: none is.
             */
            oldest_due_at: string | null;
            /**
             * @description What the last probe of this URL found.
             * @enum {string}
             */
            verifies: "yes" | "no" | "unknown";
        };
        EndpointWithHealth: {
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
            health: components["schemas"]["EndpointHealthAnswer"];
        };
        EndpointHealthPage: {
            items: components["schemas"]["EndpointWithHealth"][];
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
        ListedDeliveryAnswer: {
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
            /** @example Orders */
            webhook_name: string;
        };
        ListedDeliveryPage: {
            items: components["schemas"]["ListedDeliveryAnswer"][];
            next_cursor: string | null;
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
        BinSettings: {
            /** @description New bins: 200. */
            status?: number;
            /** @description Milliseconds before the answer. The request is recorded at once. */
            delay_ms?: number;
            /** @description At most 65536 bytes of UTF-8. JSON is answered as application/json, anything else as text/plain. */
            body?: string;
        };
        BinAnswer: {
            /** @example 4f1d0c2a9b7e4d3c8a6f5e4d3c2b1a09 */
            id: string;
            /** @example http://localhost:5000/bin/4f1d0c2a9b7e4d3c8a6f5e4d3c2b1a09 */
            url: string;
            /** @description It answers with this status. */
            status: number;
            delay_ms: number;
            body: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description 24 hours after its last use: a request, or a change.
             */
            expires_at: string;
        };
        BinPage: {
            items: components["schemas"]["BinAnswer"][];
            next_cursor: string | null;
        };
        BinSignature: {
            /**
             * @description `unknown`: no webhook of the owner has this bin as its URL, so there is no secret to check with.
             * @enum {string}
             */
            state: "valid" | "invalid" | "unsigned" | "unknown";
            /** @description Why, as a sentence. */
            reason: string;
            /**
             * Format: uuid
             * @description Whose secret was checked.
             */
            webhook_id: string | null;
            webhook_name: string | null;
        };
        BinHeader: {
            name: string;
            /** @description Credentials are masked. */
            value: string;
        };
        BinRequestAnswer: {
            /** Format: uuid */
            id: string;
            /** @example POST */
            method: string;
            /** @description With the query. */
            path: string;
            content_type: string | null;
            /** @description Bytes of the body. */
            size: number;
            /** @description The status that it was answered with. */
            response_status: number;
            signature: components["schemas"]["BinSignature"];
            /** Format: date-time */
            received_at: string;
            /** @description In the order in which they came. */
            headers: components["schemas"]["BinHeader"][];
            body: string;
            /**
             * @description `base64` where the bytes are not UTF-8.
             * @enum {string}
             */
            body_encoding: "utf8" | "base64";
        };
        BinRequestPage: {
            items: components["schemas"]["BinRequestAnswer"][];
            next_cursor: string | null;
        };
        ResendEvent: {
            /**
             * Format: uuid
             * @description Where to: a webhook that you may change.
             */
            webhook_id: string;
        };
        ErasureReceipt: {
            /** Format: uuid */
            user_id: string;
            /** Format: date-time */
            erased_at: string;
            /** @description False: something took too long, for example a file store. Repeat the request to continue. */
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
        AccountResponse: {
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000001
             */
            id: string;
            /**
             * Format: email
             * @example ada@example.com
             */
            email: string;
            /** @example Ada */
            name: string;
            /**
             * @example user
             * @enum {string}
             */
            role: "admin" | "agent" | "manager" | "user";
            /**
             * Format: uuid
             * @example null
             */
            company_id: string | null;
            /** @example true */
            active: boolean;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
            updated_at: string;
            /** @description The person's id at the identity provider, for admins only. */
            external_id?: string | null;
        };
        PersonResponse: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        UserPage: {
            items: components["schemas"]["AccountResponse"][];
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
            /** @description The person's `sub` at the identity provider. Null: none. */
            external_id?: string | null;
            password?: string;
        };
        CreatedUserResponse: {
            /**
             * Format: uuid
             * @example 019a0000-0000-7000-8000-000000000001
             */
            id: string;
            /**
             * Format: email
             * @example ada@example.com
             */
            email: string;
            /** @example Ada */
            name: string;
            /**
             * @example user
             * @enum {string}
             */
            role: "admin" | "agent" | "manager" | "user";
            /**
             * Format: uuid
             * @example null
             */
            company_id: string | null;
            /** @example true */
            active: boolean;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T09:30:00.000Z
             */
            updated_at: string;
            /** @description The person's id at the identity provider, for admins only. */
            external_id?: string | null;
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
            /** @description The person's `sub` at the identity provider. Null: none. */
            external_id?: string | null;
        };
        TemporaryPasswordResponse: {
            temporary_password: string;
        };
        Problem: {
            /** @example about:blank */
            type: string;
            /** @example Bad Request */
            title: string;
            /** @example 400 */
            status: number;
            /**
             * @description What is wrong and what to do.
             * @example title: must be given
             */
            detail: string;
            /**
             * @description Stable: decide by this.
             * @enum {string}
             */
            code: "bad_request" | "invalid_input" | "request_aborted" | "upload_aborted" | "unauthorized" | "invalid_credentials" | "inactive" | "bad_signature" | "forbidden" | "origin_not_allowed" | "registration_closed" | "not_found" | "method_not_allowed" | "request_timeout" | "file_missing" | "conflict" | "already_decided" | "already_resolved" | "company_in_use" | "email_taken" | "event_expired" | "event_not_dispatched" | "external_id_taken" | "filter_over_budget" | "idempotency_conflict" | "last_admin" | "loop_detected" | "newer_comments" | "secret_unreadable" | "slug_taken" | "ticket_closed" | "too_many_api_keys" | "too_many_bins" | "too_many_webhooks" | "webhook_disabled" | "webhook_name_taken" | "cursor_expired" | "stale_version" | "payload_too_large" | "uri_too_long" | "unsupported_media_type" | "range_not_satisfiable" | "expectation_failed" | "rate_limited" | "headers_too_large" | "internal_error" | "identity_provider_unavailable" | "database_busy" | "database_unavailable" | "query_timeout" | "hashing_busy" | "programs_busy" | "storage_unavailable" | "client_not_built" | "embed_not_built" | "not_ready";
            /** @description The same as `detail`. */
            message: string;
            /**
             * Format: uuid
             * @description Also in the log of the server.
             */
            request_id: string;
            /** @description Of `invalid_input`: every offending field. */
            errors?: {
                /** @example title */
                field: string;
                message: string;
            }[];
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
    AuthController_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "admin@example.com",
                 *       "password": "the password in DATA_DIR/admin-password"
                 *     }
                 */
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionResponse"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_credentials`: The e-mail address or the password is wrong.
             *
             *     `inactive`: The account is deactivated.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             *
             *     `hashing_busy`: Too many people are signing in. Try again after `Retry-After`.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /**
                 * @example {
                 *       "email": "grace@example.com",
                 *       "password": "correct horse battery",
                 *       "name": "Grace Hopper"
                 *     }
                 */
                "application/json": components["schemas"]["Register"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionResponse"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `registration_closed`: Registration is closed. Ask an admin for an account.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `email_taken`: Another account has this e-mail address. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             *
             *     `hashing_busy`: Too many people are signing in. Try again after `Retry-After`.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /**
                 * @example {
                 *       "refresh_token": "the refresh_token of the answer to sign-in"
                 *     }
                 */
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionResponse"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthorized`: No valid token. Sign in, or refresh.
             *
             *     `inactive`: The account is deactivated.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /**
                 * @example {
                 *       "everywhere": false
                 *     }
                 */
                "application/json": components["schemas"]["Logout"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneResponse"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResponse"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /**
                 * @example {
                 *       "current_password": "the password in DATA_DIR/admin-password",
                 *       "new_password": "a better horse battery"
                 *     }
                 */
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneResponse"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthorized`: No valid token. Sign in, or refresh.
             *
             *     `invalid_credentials`: The e-mail address or the password is wrong.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             *
             *     `hashing_busy`: Too many people are signing in. Try again after `Retry-After`.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiKeysController_list: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /**
                 * @example {
                 *       "name": "Billing service",
                 *       "scopes": [
                 *         "read",
                 *         "events:write"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CreateApiKey"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKeyAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_api_keys`: You have the maximum number of API keys. Delete one first. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiKeysController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the API key. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiKeysController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the API key. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TicketsController_list: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description One status, or several joined by commas. */
                status?: string[];
                /** @description One priority, or several joined by commas. */
                priority?: string[];
                /** @description The id of a user, or `none` for unassigned tickets. */
                assignee_id?: string;
                /** @description Id of the requester. */
                requester_id?: string;
                /** @description Id of the company. */
                company_id?: string;
                /** @description Tickets that have this tag. */
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
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketPage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /**
                 * @example {
                 *       "title": "The printer is on fire",
                 *       "description": "Third floor, beside the stairs.",
                 *       "tags": [
                 *         "printer"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CreateTicketDto"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TicketsController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the ticket. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /** @description Id of the ticket. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stale_version`: `If-Match` names a version that is not the current one. Fetch it, then repeat the change. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
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
                /** @description Id of the ticket. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "The printer is still on fire",
                 *       "status": "open"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateTicketDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stale_version`: `If-Match` names a version that is not the current one. Fetch it, then repeat the change. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WatchersController_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the ticket. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatcherPage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WatchersController_add: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the ticket. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["AddWatcherDto"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedWatcherAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WatchersController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the ticket. */
                id: string;
                /** @description Id of the user. */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WatchersController_mute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the ticket. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MuteAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WatchersController_unmute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the ticket. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TicketHistoryController_list: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the ticket. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryPage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CommentsController_list: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the ticket. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentPage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CommentsController_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the ticket. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "content": "Have you tried water?"
                 *     }
                 */
                "application/json": components["schemas"]["CreateCommentDto"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `ticket_closed`: The ticket is closed. Reopen it first.
             *
             *     `newer_comments`: There are newer comments than the one you named; `newer` holds them.
             *
             *     `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /** @description Id of the comment. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stale_version`: `If-Match` names a version that is not the current one. Fetch it, then repeat the change. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
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
                /** @description Id of the comment. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "content": "Have you tried more water?"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateCommentDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stale_version`: `If-Match` names a version that is not the current one. Fetch it, then repeat the change. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AttachmentsController_list: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the ticket. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentPage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AttachmentsController_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the ticket. */
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
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             *
             *     `upload_aborted`: The upload ended before the file was complete. Send it again.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `ticket_closed`: The ticket is closed. Reopen it first.
             *
             *     `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             *
             *     `storage_unavailable`: The file store is unavailable. Try again after `Retry-After`.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AttachmentsController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the attachment. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AttachmentsController_replace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the attachment. */
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
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             *
             *     `upload_aborted`: The upload ended before the file was complete. Send it again.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `ticket_closed`: The ticket is closed. Reopen it first.
             *
             *     `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             *
             *     `storage_unavailable`: The file store is unavailable. Try again after `Retry-After`.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AttachmentsController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the attachment. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AttachmentsController_content: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the attachment. */
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
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `not_found`: It does not exist, or you may not see it.
             *
             *     `file_missing`: The content of the attachment is lost. Replace it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `range_not_satisfiable`: The range lies outside of the file. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             *
             *     `storage_unavailable`: The file store is unavailable. Try again after `Retry-After`.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    InboxController_list: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description true: only what is neither read nor archived; false: only the rest. */
                unread?: boolean;
                /** @description Notifications of this type. */
                type?: "comment_on_ticket" | "reply_to_comment" | "mention" | "comment_updated" | "comment_deleted" | "attachment_added" | "attachment_updated" | "attachment_deleted" | "new_ticket" | "ticket_assigned" | "ticket_updated" | "ticket_deleted" | "user_created" | "user_deactivated" | "kb_article_created" | "event" | "webhook_test";
                /** @description true: only the archived ones; left out or false: only the others. */
                archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnreadCountAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "type": "comment_on_ticket"
                 *     }
                 */
                "application/json": components["schemas"]["ReadAll"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadAllAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cursor_expired`: This cursor is past retention. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    InboxController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the notification. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    InboxController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the notification. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    InboxController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the notification. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    InboxController_unread: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the notification. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    InboxController_archive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the notification. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    InboxController_unarchive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the notification. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalWebhookAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /**
                 * @example {
                 *       "webhook_url": "https://hooks.example.com/me"
                 *     }
                 */
                "application/json": components["schemas"]["SetPersonalWebhook"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalWebhookAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
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
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalWebhookAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /**
                 * @example {
                 *       "webhook_url": "https://hooks.example.com/me"
                 *     }
                 */
                "application/json": components["schemas"]["SetPersonalWebhook"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalWebhookAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "NotificationReceiverController_receive[0]": {
        parameters: {
            query?: never;
            header: {
                /** @description As for every delivery. */
                "webhook-signature": string;
                /** @description Unix seconds. */
                "webhook-timestamp": string;
                /** @description Id of the notification. */
                "webhook-id": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "event": "notification.created",
                 *       "notification": {
                 *         "id": "0198c0de-0000-7000-8000-000000000001",
                 *         "type": "webhook_test",
                 *         "message": "This is a test of your notifications.",
                 *         "created_at": "2026-01-31T09:30:00.000Z"
                 *       },
                 *       "data": {}
                 *     }
                 */
                "application/json": Record<string, unknown>;
            };
        };
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
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `bad_signature`: The signature is missing, too old or wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "NotificationReceiverController_receive[1]": {
        parameters: {
            query?: never;
            header: {
                /** @description As for every delivery. */
                "webhook-signature": string;
                /** @description Unix seconds. */
                "webhook-timestamp": string;
                /** @description Id of the notification. */
                "webhook-id": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "event": "notification.created",
                 *       "notification": {
                 *         "id": "0198c0de-0000-7000-8000-000000000001",
                 *         "type": "webhook_test",
                 *         "message": "This is a test of your notifications.",
                 *         "created_at": "2026-01-31T09:30:00.000Z"
                 *       },
                 *       "data": {}
                 *     }
                 */
                "application/json": Record<string, unknown>;
            };
        };
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
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `bad_signature`: The signature is missing, too old or wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
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
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueFigures"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /**
                 * @example {
                 *       "since": "24h",
                 *       "types": [
                 *         "ticket.*"
                 *       ],
                 *       "dry_run": true
                 *     }
                 */
                "application/json": components["schemas"]["RetryFailed"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetryFailedAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventTypePage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /**
                 * @example {
                 *       "type": "ticket.created",
                 *       "payload_format": "standard",
                 *       "filter": "data.priority in [\"high\", \"urgent\"]"
                 *     }
                 */
                "application/json": components["schemas"]["PreviewDelivery"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             *
             *     `programs_busy`: Too many filters and templates wait to run. Try again after `Retry-After`.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    InsightController_previewRecent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "events": [
                 *         "ticket.*"
                 *       ],
                 *       "filter": "data.priority in [\"high\", \"urgent\"]"
                 *     }
                 */
                "application/json": components["schemas"]["PreviewRecent"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecentPreviewAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             *
             *     `programs_busy`: Too many filters and templates wait to run. Try again after `Retry-After`.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    InsightController_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "webhook.test"
                 *     }
                 */
                "application/json": components["schemas"]["TestEndpoint"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `secret_unreadable`: The stored secret cannot be opened with this server's SECRETS_KEY. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             *
             *     `programs_busy`: Too many filters and templates wait to run. Try again after `Retry-After`.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    InsightController_probe: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProbeAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `secret_unreadable`: The stored secret cannot be opened with this server's SECRETS_KEY. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             *
             *     `programs_busy`: Too many filters and templates wait to run. Try again after `Retry-After`.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    InsightController_stats: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointStats"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    InsightController_statsByHour: {
        parameters: {
            query?: {
                /** @description How far back, the current hour included. */
                range?: "24h" | "7d";
            };
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointHistoryAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    InsightController_explain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
                /** @description Id of the event. */
                eventId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExplainAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             *
             *     `programs_busy`: Too many filters and templates wait to run. Try again after `Retry-After`.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EndpointsController_list: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Webhooks of this kind of owner. */
                owner_type?: "user" | "company" | "system";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointHealthPage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /**
                 * @example {
                 *       "url": "https://hooks.example.com/carillon",
                 *       "events": [
                 *         "ticket.*"
                 *       ],
                 *       "filter": "data.priority in [\"high\", \"urgent\"]"
                 *     }
                 */
                "application/json": components["schemas"]["CreateEndpoint"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `webhook_name_taken`: The owner has a webhook of this name. Choose another name.
             *
             *     `too_many_webhooks`: The owner has the maximum number of webhooks. Delete one first.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             *
             *     `programs_busy`: Too many filters and templates wait to run. Try again after `Retry-After`.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EndpointsController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointWithHealth"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EndpointsController_replace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "events": [
                 *         "ticket.created",
                 *         "comment.*"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["UpdateEndpoint"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook_name_taken`: The owner has a webhook of this name. Choose another name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             *
             *     `programs_busy`: Too many filters and templates wait to run. Try again after `Retry-After`.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EndpointsController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EndpointsController_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "description": "High priority only",
                 *       "filter": "data.priority == \"high\""
                 *     }
                 */
                "application/json": components["schemas"]["UpdateEndpoint"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook_name_taken`: The owner has a webhook of this name. Choose another name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             *
             *     `programs_busy`: Too many filters and templates wait to run. Try again after `Retry-After`.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EndpointsController_regenerateSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "overlap": "24h"
                 *     }
                 */
                "application/json": components["schemas"]["RegenerateSecret"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EndpointsController_enable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "drop_held": false
                 *     }
                 */
                "application/json": components["schemas"]["EnableEndpoint"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EndpointsController_disable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeliveriesController_list: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Deliveries in this state. */
                status?: "pending" | "sending" | "held" | "success" | "failed" | "cancelled";
                /** @description The event's name. */
                type?: string;
                /** @description The same as `type`. */
                event_type?: string;
            };
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeliveriesController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
                /** @description Id of the delivery. */
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryDetailAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeliveriesController_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
                /** @description Id of the delivery. */
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `event_expired`: The event is past retention, so it cannot be sent or processed again.
             *
             *     `webhook_disabled`: The webhook is disabled. Enable it first.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeliveryListController_list: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Deliveries in this state. */
                status?: "pending" | "sending" | "held" | "success" | "failed" | "cancelled";
                /** @description The event's name. */
                type?: string;
                /** @description The same as `type`. */
                event_type?: string;
                /** @description Deliveries of this webhook. */
                webhook_id?: string;
                /** @description Deliveries of this event. */
                event_id?: string;
                /** @description Deliveries queued at or after this: a time with its zone, or how long ago. */
                since?: string;
                /** @description Deliveries queued at or before this; as `since`. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListedDeliveryPage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LegacyWebhooksController_list: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Webhooks of this kind of owner. */
                owner_type?: "user" | "company" | "system";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
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
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /**
                 * @example {
                 *       "url": "https://bot.example.com/hook",
                 *       "events": [
                 *         "ticket.created",
                 *         "ticket.updated"
                 *       ],
                 *       "retry_count": 3
                 *     }
                 */
                "application/json": components["schemas"]["CreateLegacyWebhook"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyWebhookAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `webhook_name_taken`: The owner has a webhook of this name. Choose another name.
             *
             *     `too_many_webhooks`: The owner has the maximum number of webhooks. Delete one first.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             *
             *     `programs_busy`: Too many filters and templates wait to run. Try again after `Retry-After`.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LegacyWebhooksController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyWebhookAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LegacyWebhooksController_replace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "retry_count": 5
                 *     }
                 */
                "application/json": components["schemas"]["UpdateLegacyWebhook"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyWebhookAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook_name_taken`: The owner has a webhook of this name. Choose another name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             *
             *     `programs_busy`: Too many filters and templates wait to run. Try again after `Retry-After`.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LegacyWebhooksController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyRemovalAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LegacyWebhooksController_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "is_active": true
                 *     }
                 */
                "application/json": components["schemas"]["UpdateLegacyWebhook"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyWebhookAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook_name_taken`: The owner has a webhook of this name. Choose another name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             *
             *     `programs_busy`: Too many filters and templates wait to run. Try again after `Retry-After`.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LegacyWebhooksController_listDeliveries: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Deliveries in this state. */
                status?: "pending" | "sending" | "held" | "success" | "failed" | "cancelled";
                /** @description The event's name. */
                type?: string;
                /** @description The same as `type`. */
                event_type?: string;
            };
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
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
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LegacyWebhooksController_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyTestAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `secret_unreadable`: The stored secret cannot be opened with this server's SECRETS_KEY. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             *
             *     `programs_busy`: Too many filters and templates wait to run. Try again after `Retry-After`.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RecoveryController_start: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "since": "24h",
                 *       "dry_run": false
                 *     }
                 */
                "application/json": components["schemas"]["RecoverEndpoint"];
            };
        };
        responses: {
            /** @description Accepted. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryStarted"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `webhook_disabled`: The webhook is disabled. Enable it first.
             *
             *     `filter_over_budget`: The filter runs over its budget. Make it simpler first.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             *
             *     `programs_busy`: Too many filters and templates wait to run. Try again after `Retry-After`.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RecoveryController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
                /** @description Id of the job. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RecoveryController_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
                /** @description Id of the job. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BinsController_list: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BinPage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BinsController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "status": 200,
                 *       "body": "{\"received\":true}"
                 *     }
                 */
                "application/json": components["schemas"]["BinSettings"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BinAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_bins`: You have the maximum number of bins. Delete one, or wait until one expires. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BinsController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the bin. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BinAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BinsController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the bin. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BinsController_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the bin. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "status": 500,
                 *       "delay_ms": 2000,
                 *       "body": "out of order"
                 *     }
                 */
                "application/json": components["schemas"]["BinSettings"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BinAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BinsController_taken: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the bin. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BinRequestPage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BinsController_request: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the bin. */
                id: string;
                /** @description Id of the request. */
                requestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BinRequestAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    QuarantineController_list: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantinePage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    QuarantineController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the event in quarantine. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantinedEventDetail"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    QuarantineController_discard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the event in quarantine. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequeuedAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    QuarantineController_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the event in quarantine. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequeuedAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `event_expired`: The event is past retention, so it cannot be sent or processed again. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
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
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventTypePage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EventsController_list: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description Another name of `after`, in `desc` of `before`: `next_cursor` of the page before. */
                cursor?: string;
                /** @description `asc`: in commit order, to go on reading for ever. `desc`: newest first, with filters. */
                order?: "asc" | "desc";
                /** @description In `asc`: the last cursor that was seen. Left out: from the oldest event kept. */
                after?: string;
                /** @description In `desc`: only events before this cursor. Left out: from the newest event. */
                before?: string;
                /** @description Comma list of names, groups and `*`. */
                types?: string;
                /** @description In `desc`: events that occurred at or after this: a time with its zone, or how long ago. */
                since?: string;
                /** @description In `desc`: events that occurred at or before this; as `since`. */
                until?: string;
                /** @description In `desc`: events of the ticket, comment, user, … with this id; not of what hangs on it. */
                entity_id?: string;
                /** @description In `desc`: events that this person caused, or their API keys. */
                actor_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cursor_expired`: This cursor is past retention. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /** @description The same as `idempotency_key` of the body. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "project.created",
                 *       "data": {
                 *         "id": "p-1",
                 *         "name": "Apollo"
                 *       }
                 *     }
                 */
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
            /** @description Accepted. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenEventAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `idempotency_conflict`: The idempotency key was used for another event. Use a new one.
             *
             *     `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EventsController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the event. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SingleEventAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EventsController_trace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the event. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventTraceAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /**
                 * @example {
                 *       "events": [
                 *         {
                 *           "type": "project.created",
                 *           "data": {
                 *             "id": "p-2",
                 *             "name": "Gemini"
                 *           }
                 *         },
                 *         {
                 *           "type": "payment.succeeded",
                 *           "data": {
                 *             "amount": 12.5
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["IncomingEvents"];
            };
        };
        responses: {
            /** @description Accepted. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenEventsAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `idempotency_conflict`: The idempotency key was used for another event. Use a new one.
             *
             *     `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ResendController_resend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the event. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "webhook_id": "the webhook"
                 *     }
                 */
                "application/json": components["schemas"]["ResendEvent"];
            };
        };
        responses: {
            /** @description Accepted. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `event_not_dispatched`: The event is not dispatched yet. Try again in a moment.
             *
             *     `webhook_disabled`: The webhook is disabled. Enable it first.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreferencesAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /**
                 * @example {
                 *       "types": {
                 *         "ticket_updated": {
                 *           "inbox": true,
                 *           "socket": true,
                 *           "webhook": false
                 *         }
                 *       },
                 *       "auto_watch": true
                 *     }
                 */
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
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    UsersController_list: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description People of this role. */
                role?: "admin" | "agent" | "manager" | "user";
                /** @description Id of the company. */
                company_id?: string;
                /** @description Left out: active and deactivated people. */
                active?: boolean;
                /** @description A part of the name or of the e-mail address. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserPage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /**
                 * @example {
                 *       "email": "ada@example.com",
                 *       "name": "Ada Lovelace",
                 *       "role": "agent"
                 *     }
                 */
                "application/json": components["schemas"]["CreateUser"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedUserResponse"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `email_taken`: Another account has this e-mail address.
             *
             *     `external_id_taken`: Another account has this `external_id`.
             *
             *     `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             *
             *     `hashing_busy`: Too many people are signing in. Try again after `Retry-After`.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /**
                 * @example {
                 *       "name": "Ada King"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateOwnProfile"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResponse"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    UsersController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountResponse"] | components["schemas"]["PersonResponse"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    UsersController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `last_admin`: This is the last active admin. Make another person an admin first.
             *
             *     `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    UsersController_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada King",
                 *       "role": "agent"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateUser"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountResponse"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `email_taken`: Another account has this e-mail address.
             *
             *     `external_id_taken`: Another account has this `external_id`.
             *
             *     `last_admin`: This is the last active admin. Make another person an admin first.
             *
             *     `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    UsersController_deactivate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountResponse"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `last_admin`: This is the last active admin. Make another person an admin first.
             *
             *     `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    UsersController_reactivate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountResponse"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    UsersController_resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemporaryPasswordResponse"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             *
             *     `hashing_busy`: Too many people are signing in. Try again after `Retry-After`.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CompaniesController_list: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description A part of the name. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyPage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /**
                 * @example {
                 *       "name": "Acme"
                 *     }
                 */
                "application/json": components["schemas"]["CreateCompany"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyResponse"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CompaniesController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the company. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyResponse"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CompaniesController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the company. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `company_in_use`: People, assets or machines belong to the company. Move them first.
             *
             *     `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CompaniesController_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the change starts from. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the company. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Acme International"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateCompany"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyResponse"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stale_version`: `If-Match` names a version that is not the current one. Fetch it, then repeat the change. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ArticlesController_list: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description One status, or several joined by commas. */
                status?: string[];
                /** @description Articles of this category. */
                category?: string;
                /** @description The article with this slug. */
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
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticlePage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /**
                 * @example {
                 *       "title": "How to extinguish a printer",
                 *       "body": "Unplug it first.",
                 *       "status": "draft",
                 *       "category": "Printers"
                 *     }
                 */
                "application/json": components["schemas"]["CreateArticleDto"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `slug_taken`: Another article has this slug.
             *
             *     `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ArticlesController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the article. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /** @description Id of the article. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stale_version`: `If-Match` names a version that is not the current one. Fetch it, then repeat the change. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
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
                /** @description Id of the article. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "body": "Unplug it first. Then call the fire brigade."
                 *     }
                 */
                "application/json": components["schemas"]["UpdateArticleDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stale_version`: `If-Match` names a version that is not the current one. Fetch it, then repeat the change. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AssetsController_list: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description One status, or several joined by commas. */
                status?: string[];
                /** @description Assets of this type. */
                asset_type?: string;
                /** @description Id of the company. */
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
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetPage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /**
                 * @example {
                 *       "name": "db-1",
                 *       "asset_type": "server",
                 *       "description": "PostgreSQL, rack 4"
                 *     }
                 */
                "application/json": components["schemas"]["CreateAssetDto"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AssetsController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the asset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /** @description Id of the asset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stale_version`: `If-Match` names a version that is not the current one. Fetch it, then repeat the change. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
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
                /** @description Id of the asset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "status": "retired"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateAssetDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stale_version`: `If-Match` names a version that is not the current one. Fetch it, then repeat the change. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /**
                 * @example {
                 *       "hostname": "desk-17.acme.local",
                 *       "ip_address": "10.0.4.17",
                 *       "operating_system": "Debian 13"
                 *     }
                 */
                "application/json": components["schemas"]["RegisterMachineDto"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MachineAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MachinesController_list: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description One status, or several joined by commas. */
                status?: string[];
                /** @description Id of the company. */
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
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MachinePage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MachinesController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the machine. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MachineAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MachinesController_history: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the machine. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MachineAuditPage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MachinesController_approve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the machine. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MachineAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `already_decided`: The machine is already approved or denied.
             *
             *     `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MachinesController_deny: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the machine. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MachineAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `already_decided`: The machine is already approved or denied.
             *
             *     `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AlertsController_list: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Alerts in this state. */
                status?: "active" | "resolved";
                /** @description One severity, or several joined by commas. */
                severity?: string[];
                /** @description Alerts of this type. */
                alert_type?: string;
                /** @description Alerts from this source. */
                source?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertPage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /**
                 * @example {
                 *       "message": "Disk 93 % full",
                 *       "alert_type": "disk",
                 *       "severity": "high",
                 *       "source": "backup-3",
                 *       "details": {
                 *         "mount": "/var"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["TriggerAlertDto"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AlertsController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the alert. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AlertsController_resolve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the alert. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `already_resolved`: The alert is already resolved.
             *
             *     `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SearchController_search: {
        parameters: {
            query: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
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
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundPage"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
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
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                /**
                 * @example {
                 *       "site_name": "Acme Support"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateSettingsDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsAnswer"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SubjectsController_erase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user. */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureReceipt"];
                };
            };
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.
             *
             *     `forbidden`: You may see this but not do it, or the API key lacks the scope.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: It does not exist, or you may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `last_admin`: This is the last active admin. Make another person an admin first.
             *
             *     `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `identity_provider_unavailable`: The identity provider's keys cannot be fetched. Try again after `Retry-After`.
             *
             *     `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    InteractionsController_interact: {
        parameters: {
            query?: never;
            header: {
                /** @description Unix seconds. */
                "X-Signature-Timestamp": string;
                /** @description Over the timestamp and the raw body, in hex. */
                "X-Signature-Ed25519": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": 1
                 *     }
                 */
                "application/json": Record<string, unknown>;
            };
        };
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
            /**
             * @description `bad_request`: The request cannot be read: a malformed URL, header or body.
             *
             *     `invalid_input`: `errors` names every field that is wrong.
             *
             *     `request_aborted`: The connection closed before the whole request arrived.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `bad_signature`: The signature is missing, too old or wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin_not_allowed`: Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `loop_detected`: This request is part of a loop of deliveries. Break the loop at the receiver. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type or the encoding of the body is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: A rate limit is reached: `limit` names it, `Retry-After` says how long to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: The server failed. Give the operator the `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `database_busy`: No database connection is free. Try again after `Retry-After`.
             *
             *     `database_unavailable`: The database does not answer. Try again after `Retry-After`.
             *
             *     `query_timeout`: The database took too long for this request. Narrow it, or try again.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
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
            /** @description `client_not_built`: The browser client is not built. Run `npm run build:browser`, then try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EmbedScriptController_inbox: {
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
            /** @description `embed_not_built`: The embedded inbox is not built. Run `npm run build:web`, then try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    HealthController_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiveAnswer"];
                };
            };
        };
    };
    HealthController_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadyAnswer"];
                };
            };
            /** @description `not_ready`: A part of the server cannot work; `checks` names it. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MetricsController_scrape: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In Prometheus text format. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description `unauthorized`: No valid token. Sign in, or refresh. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You may see this but not do it, or the API key lacks the scope. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
/** What `payload_format` of a webhook can be. `notification` is for personal webhooks alone. */
export const PAYLOAD_FORMATS = ["notification","standard","xtsystems","cloudevents","discord","slack","template"] as const;
