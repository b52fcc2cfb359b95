import {registry} from "@web/core/registry";

registry
    .category("discuss.routing_map")
    .add("/service_rating/chat", "/service_rating/cors/chat")
    .add("/service_rating/chat/answer", "/service_rating/cors/chat/answer");
