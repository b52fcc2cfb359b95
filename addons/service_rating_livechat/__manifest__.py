{
    "name": "Service Rating after a Live Chat",
    "summary": "Visitors rate attitude, effect, timeliness by a tap after a chat",
    "version": "19.0.1.0.0",
    "category": "Services/Policies",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": ["im_livechat", "service_policy", "service_rating"],
    "data": ["data/service_policy_carrier_data.xml"],
    "assets": {
        "im_livechat.assets_embed_core": [
            "service_rating_livechat/static/src/feedback_panel/**/*",
        ],
        # Where the chat stands on a page of another site.
        "im_livechat.assets_embed_cors": [
            "service_rating_livechat/static/src/cors/**/*",
        ],
        "im_livechat.assets_livechat_support_tours": [
            "service_rating_livechat/static/tests/tours/**/*",
        ],
    },
    "auto_install": ["im_livechat", "service_rating"],
}
