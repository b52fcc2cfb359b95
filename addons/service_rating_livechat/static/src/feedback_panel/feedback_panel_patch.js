import {onWillStart, useState} from "@odoo/owl";
import {FeedbackPanel} from "@im_livechat/embed/common/feedback_panel/feedback_panel";
import {LivechatService} from "@im_livechat/embed/common/livechat_service";
import {patch} from "@web/core/utils/patch";
import {rpc} from "@web/core/network/rpc";

patch(LivechatService.prototype, {
    /** The panel opens while the chat is being ended: it asks when that is done. */
    leave() {
        this.left = super.leave(...arguments);
        return this.left;
    },
});

/** Attitude, effect and timeliness instead of a face, where the company asks for them. */
patch(FeedbackPanel.prototype, {
    setup() {
        super.setup(...arguments);
        this.asked = useState({question: false, scores: {}, comment: ""});
        onWillStart(() => this.loadQuestion());
    },

    async loadQuestion() {
        try {
            await this.livechatService.left;
            this.asked.question = await rpc("/service_rating/chat", {
                channel_id: this.props.thread.id,
            });
        } catch {
            // Without the question there are the faces that Odoo shows.
            return;
        }
        if (this.asked.question.is_answered) {
            this.state.step = this.STEP.THANKS;
        }
    },

    choose(part, score) {
        this.asked.scores[part] = score;
    },

    get isWhole() {
        const {question, scores} = this.asked;
        return question.parts.every((part) => scores[part.key]);
    },

    async onClickSendRating() {
        const isNoted = await rpc("/service_rating/chat/answer", {
            channel_id: this.props.thread.id,
            scores: {...this.asked.scores},
            comment: this.asked.comment,
        });
        if (isNoted) {
            this.state.step = this.STEP.THANKS;
        }
    },
});
